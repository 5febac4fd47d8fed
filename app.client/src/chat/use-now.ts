import { useEffect, useState } from 'react';
import { dayAround } from './moments.ts';

/** The time, brought up to date every so often while somebody looks; `null` lets it stand still. */
export function useNow(everyMs: number | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (everyMs === null) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** A moment of today: a new value only when the day changes, so that "Yesterday" does not stay for ever. */
export function useToday(): number {
  const now = useNow(60_000);
  // Its last millisecond, not so many hours after its first: where the clock goes forward that is tomorrow.
  return dayAround(now).upTo - 1;
}

/** True once `waiting` has lasted `afterMs`: a skeleton that comes and goes at once is worse than none. */
export function useDelayed(waiting: boolean, afterMs: number): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!waiting) return setLate(false);
    const timer = setTimeout(() => setLate(true), afterMs);
    return () => clearTimeout(timer);
  }, [waiting, afterMs]);
  return waiting && late;
}
