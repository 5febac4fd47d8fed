import { expect, it } from 'vitest';
import { toSqlError } from '../database/sql-error.ts';
import { DomainError } from './domain-error.ts';
import { createLogger } from './logger.ts';
import { failureOf } from './problem.ts';

it.each([
  [{ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 10.1.2.3:5432' }, 'SqlError ECONNREFUSED'],
  [{ code: '25006', message: 'cannot execute INSERT in a read-only transaction' }, 'SqlError 25006'],
  [{ message: 'Operation timeout' }, 'no connection of the pool came free'],
  [
    { message: 'Connection terminated unexpectedly' },
    'a connection to Postgres was lost, or it gave no answer in time',
  ],
  [{ message: 'Query read timeout' }, 'a connection to Postgres was lost, or it gave no answer in time'],
  [{ message: 'something else about 10.1.2.3' }, 'SqlError without a code'],
])('tells the log by which code Postgres put a request off, and never in whose words', (driver, reason) => {
  const lines: string[] = [];
  const logger = createLogger('warn', { write: (line) => void lines.push(line) });
  const error = new DomainError('UNAVAILABLE', { cause: toSqlError(driver) });
  expect(failureOf(error, 'r1', logger, () => undefined).status).toBe(503);
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { requestId: 'r1', reason, msg: 'a request was put off' },
  ]);
  expect(lines.join()).not.toMatch(/10\.1\.2\.3|INSERT/);
});
