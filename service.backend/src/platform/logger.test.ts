import { Redis } from 'ioredis';
import pg from 'pg';
import { expect, inject, it } from 'vitest';
import { createLogger } from './logger.ts';

/** The line that the log has of a failure nobody foresaw. */
function lineOf(error: unknown): string {
  const lines: string[] = [];
  createLogger('info', { write: (line) => void lines.push(line) }).fatal({ err: error }, 'unhandledRejection');
  return lines.join();
}

it('says what Postgres refused, and not the row it quotes', async () => {
  const client = new pg.Client({ connectionString: inject('databaseUrl') });
  await client.connect();
  await client.query('CREATE TEMPORARY TABLE said (content text CHECK (length(content) < 3))');
  const error = await client.query("INSERT INTO said VALUES ('canary words')").catch((cause: unknown) => cause);
  await client.end();
  expect(error).toMatchObject({ detail: expect.stringContaining('canary words') });
  expect(lineOf(error)).toContain('violates check constraint');
  expect(lineOf(error)).not.toContain('canary');
});

it('says what Redis refused, and not what it was told', async () => {
  const client = new Redis(inject('redisUrl'));
  const error = await client.call('PUBLISH', 'canary words').catch((cause: unknown) => cause);
  client.disconnect();
  expect(error).toMatchObject({ command: { args: ['canary words'] } });
  expect(lineOf(error)).toContain('wrong number of arguments');
  expect(lineOf(error)).not.toContain('canary');
});
