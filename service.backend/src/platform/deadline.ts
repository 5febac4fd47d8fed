import { DomainError } from './domain-error.ts';

/** How long a request may take before the asker is told to try again: beneath the database's own timeouts. */
export const requestDeadlineMs = 2200;

/**
 * Waits so long and no longer. What comes later is not lost: the same request again finds it on the record. `onLate` is told
 * before whoever waits.
 */
export async function withDeadline<T>(work: Promise<T>, milliseconds: number, onLate?: () => void): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      onLate?.();
      reject(tooLate());
    }, milliseconds);
  });
  try {
    return await Promise.race([work, end]);
  } finally {
    clearTimeout(timer);
  }
}

/** The failure of what took too long. */
export const tooLate = (): DomainError => new DomainError('UNAVAILABLE', { cause: new Error('deadline') });
