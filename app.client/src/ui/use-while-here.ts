import { useCallback, useEffect, useRef } from 'react';

/** What is done with an answer, as long as somebody is there who asked for it; else the other thing, or nothing. */
export type WhileHere = <T>(work: (given: T) => void, otherwise?: (given: T) => void) => (given: T) => void;

/** For a form that may be gone before it is answered: it closes nothing by then, and leads nobody anywhere. */
export function useWhileHere(): WhileHere {
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  return useCallback((work, otherwise) => (given) => (isHere.current ? work : otherwise)?.(given), []);
}
