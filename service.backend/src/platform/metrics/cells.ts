/** Adds so much to one number. */
export type Add = (amount?: number) => void;

/** What a metric says when it is read: a number with its labels, under its own name where that differs. */
export interface Sample {
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
  readonly metricName?: string;
}

/** One child for each combination of label values; asking twice for the same gives the same. */
export interface Children<Child> {
  of(...values: readonly string[]): Child;
  entries(): Iterable<readonly [Readonly<Record<string, string>>, Child]>;
}

/** Makes a child when it is first asked for. Whoever writes often keeps his child. */
export function createChildren<Child>(labelNames: readonly string[], create: () => Child): Children<Child> {
  const children = new Map<string, { labels: Readonly<Record<string, string>>; child: Child }>();
  return {
    of(...values) {
      const key = values.join('\n');
      const known = children.get(key);
      if (known !== undefined) return known.child;
      const labels = Object.fromEntries(labelNames.map((name, index) => [name, values[index] ?? '']));
      const child = create();
      children.set(key, { labels, child });
      return child;
    },
    *entries() {
      for (const { labels, child } of children.values()) yield [labels, child];
    },
  };
}
