import { useCallback, useEffect, useRef } from 'react';

/**
 * The compositions of an input method, as they are told: words that change under one are written twice. `composed` tells when
 * the one under way has ended; null where none is, or none that began after so many. What is sent is sent with the letters
 * under way, and their end is not waited for: a finger's keyboard composes every word.
 */
export function useComposition() {
  const count = useRef(0);
  const isUnderWay = useRef(false);
  const ended = useRef(() => {});
  const compose = useCallback((is: boolean) => {
    isUnderWay.current = is;
    if (is) count.current += 1;
    else ended.current();
  }, []);
  const begun = useCallback(() => count.current, []);
  const composed = useCallback(
    (after: number) =>
      isUnderWay.current && count.current > after
        ? new Promise<void>((resolve) => {
            ended.current = resolve;
          })
        : null,
    [],
  );
  // Of a composer that is taken away none tells the end.
  useEffect(() => () => compose(false), [compose]);
  return { compose, begun, composed };
}
