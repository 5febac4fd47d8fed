import { constants } from 'node:os';
import { SqlError } from './database/sql-error.ts';
import { DomainError } from './platform/domain-error.ts';
import { StartFailure } from './platform/start-failure.ts';

const signals = ['SIGTERM', 'SIGINT'] as const;

/**
 * Does what a program begins with. Where that fails the last line says why, and the program ends with 1; who is told to end
 * meanwhile does so at once, and not as if he were done.
 */
export async function begin<T>(work: () => Promise<T>): Promise<T> {
  // Said, because to the first process of a container a signal that nobody listens to means nothing.
  const leave = (signal: NodeJS.Signals) => process.exit(128 + constants.signals[signal]);
  for (const signal of signals) process.on(signal, leave);
  try {
    return await work();
  } catch (error) {
    process.stderr.write(`${whyNot(error)}\n`);
    return process.exit(1);
  } finally {
    for (const signal of signals) process.off(signal, leave);
  }
}

const noTable = '42P01';

/** One line where whoever runs this can mend it; of what nobody foresaw the stack besides. */
export function whyNot(error: unknown): string {
  if (error instanceof StartFailure) return error.message;
  const cause = error instanceof DomainError ? error.cause : error;
  if (cause instanceof SqlError && cause.sqlState === noTable)
    return 'Postgres (DATABASE_URL) has no tables of Parley: let MIGRATE be on, or run migrate.js before.';
  if (cause instanceof SqlError) return `Postgres (DATABASE_URL) cannot be used: ${cause.message}`;
  return error instanceof Error ? `${error.stack}\nNot started: ${error.message}` : `Not started: ${String(error)}`;
}
