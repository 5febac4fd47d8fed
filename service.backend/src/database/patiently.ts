import { DomainError } from '../platform/domain-error.ts';
import { SqlError } from './sql-error.ts';

const patienceMs = 30_000;
const everyMs = 250;

/**
 * Tries again while what it needs is not available: a start is no request, and a database that is busy or comes up beside it
 * is worth half a minute, of which the log tells once. What is wrong for good is thrown at once.
 */
export async function patiently<T>(
  work: () => Promise<T>,
  logger: { warn(about: object, text: string): void },
): Promise<T> {
  const began = performance.now();
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      const isLate = performance.now() - began > patienceMs;
      if (isLate || !(error instanceof DomainError) || error.code !== 'UNAVAILABLE' || isRefused(error.cause))
        throw error;
      const reason = error.cause instanceof Error ? error.cause.message : error.code;
      if (tries === 1) logger.warn({ reason, atMostMs: patienceMs }, 'waiting for Postgres');
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  }
}

/** A name or password that is not right, and a database that there is not: waiting gives none. */
const isRefused = (cause: unknown): boolean =>
  cause instanceof SqlError && /^(28...|3D000)$/.test(cause.sqlState ?? '');
