import { DomainError } from './domain-error.ts';

/** How long a request may take before the asker is told to try again: beneath the database's own timeouts. */
export const requestDeadlineMs = 2200;

/** Waits so long and no longer. What comes later is not lost: the same request again finds it on the record. */
export async function withDeadline<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DomainError('UNAVAILABLE', { cause: new Error('deadline') })), milliseconds);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
