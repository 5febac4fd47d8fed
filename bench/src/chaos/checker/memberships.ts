import type { Truth } from './truth.ts';

/** One stay: it begins with the number `joined` and ends with the number `left`. */
export interface Membership {
  readonly joined: number;
  readonly left: number | null;
  readonly visibleFrom: number;
}

interface Stay {
  readonly joined: number;
  left: number | null;
}

const leaving = new Set(['left', 'removed']);

/**
 * Who was in when, told from the log, by `conversation/user`. Who is said to leave, or is there at the end, without ever
 * having joined was there from number 1.
 */
export function membershipsOf(truth: Truth): ReadonlyMap<string, readonly Membership[]> {
  const policies = new Map(truth.conversations.map(({ c, policy }) => [c, policy]));
  const stays = new Map<string, Stay[]>();
  const of = (key: string) => {
    const known = stays.get(key) ?? [];
    stays.set(key, known);
    return known;
  };
  for (const { c, seq, kind, user } of truth.changes.toSorted((one, other) => one.seq - other.seq)) {
    if (user === null) continue;
    const all = of(`${c}/${user}`);
    if (kind === 'joined') all.push({ joined: seq, left: null });
    else if (leaving.has(kind)) {
      if (all.length === 0) all.push({ joined: 1, left: null });
      const last = all.at(-1);
      if (last !== undefined) last.left = seq;
    }
  }
  for (const { c, user } of truth.participants) {
    const all = of(`${c}/${user}`);
    if (all.length === 0) all.push({ joined: 1, left: null });
  }
  return new Map(
    [...stays].map(([key, all]) => {
      const isOpen = policies.get(key.slice(0, key.indexOf('/'))) === 'full';
      return [key, all.map(({ joined, left }) => ({ joined, left, visibleFrom: isOpen ? 0 : joined }))];
    }),
  );
}
