import { useEffect, useRef, useState } from 'react';

/** How long what was just shown rests. */
const REST_MS = 500;

/** The value, but not each of many that follow each other: the first at once, then the latest, twice a second at most. */
export function useCalm<T>(value: T): T {
  const [shown, setShown] = useState(value);
  const latest = useRef(value);
  latest.current = value;
  const rest = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => {
    if (rest.current !== null || Object.is(shown, value)) return;
    setShown(value);
    rest.current = setTimeout(() => {
      rest.current = null;
      setShown(latest.current);
    }, REST_MS);
  }, [shown, value]);
  useEffect(
    () => () => {
      if (rest.current !== null) clearTimeout(rest.current);
      rest.current = null;
    },
    [],
  );
  return shown;
}
