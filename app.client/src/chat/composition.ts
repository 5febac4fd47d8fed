/**
 * The compositions of an input method, as they are told: words that change under one are written twice. What is sent is sent
 * with the letters under way, and their end is not waited for: a finger's keyboard composes every word.
 */
export interface Composition {
  /** True where one was under way until now: what was sent has ended its own. */
  told(isUnderWay: boolean): boolean;
  /** The end of the one under way; null where none is. */
  end(): Promise<void> | null;
}

/** Of one field. */
export function createComposition(): Composition {
  let isUnderWay = false;
  let ended = () => {};
  return {
    told(is) {
      const was = isUnderWay;
      isUnderWay = is;
      if (!is) ended();
      return was;
    },
    end: () =>
      isUnderWay
        ? new Promise((resolve) => {
            ended = resolve;
          })
        : null,
  };
}
