import { DomainError } from './domain-error.ts';

const patienceMs = 30_000;
const everyMs = 250;

/**
 * Tries again while what it needs is not available: a start is no request, and a database that is busy or comes up beside it
 * is worth half a minute. What is wrong for good is thrown at once.
 */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const isLate = performance.now() - began > patienceMs;
      if (isLate || !(error instanceof DomainError) || error.code !== 'UNAVAILABLE') throw error;
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  }
}
