import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@parley/local/test-database.ts';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { whyNot } from './begin.ts';
import { openPostgres } from './database/connection.ts';
import { migrate } from './database/migrate.ts';
import { loadEnv } from './platform/env.ts';
import { createLogger } from './platform/logger.ts';
import { createService } from './service.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'), migrate);
});
afterAll(() => database.drop());

/** Why a server with these settings does not start. */
async function refusal(env: Record<string, string>): Promise<string> {
  const settings = { NODE_ENV: 'production', DATABASE_URL: database.url, PORT: '0', ...env };
  const service = async () => createService(loadEnv(settings), { logger: createLogger('silent') });
  let started: Awaited<ReturnType<typeof createService>> | null = null;
  try {
    started = await service();
    await started.listen();
    return 'it started';
  } catch (error) {
    return whyNot(error);
  } finally {
    await started?.close();
  }
}

const at = (change: { password: string } | { pathname: string }): string =>
  Object.assign(new URL(database.url), change).href;

describe('a server that cannot start', () => {
  it.each<[string, () => Record<string, string>, string]>([
    ['no database', () => ({ DATABASE_URL: '' }), 'DATABASE_URL: must be set, as in postgres://'],
    ['no number', () => ({ PORT: 'http' }), 'PORT: is a whole number from 0 to 65535'],
    ['no level', () => ({ LOG_LEVEL: 'loud' }), 'LOG_LEVEL: is one of trace, debug'],
    ['a short secret', () => ({ SECRET: 'changeme' }), 'SECRET: is 32 characters or more'],
    ['no client', () => ({ CLIENT_DIR: '/nowhere' }), 'CLIENT_DIR: holds no built client'],
    ['no folder', () => ({ FILES: `${import.meta.filename}/files` }), 'FILES: nothing can be written'],
    ['no address of ours', () => ({ HOST: '203.0.113.9' }), 'HOST: 203.0.113.9 is no address of this machine'],
    [
      'a wrong password',
      () => ({ DATABASE_URL: at({ password: 'canary' }) }),
      'Postgres (DATABASE_URL) cannot be used: 28P01',
    ],
    [
      'no such database',
      () => ({ DATABASE_URL: at({ pathname: '/nowhere' }), MIGRATE: 'off' }),
      'Postgres (DATABASE_URL) cannot be used: 3D000: database "nowhere" does not exist',
    ],
  ])('says in one line that it is for %s', async (_what, env, line) => {
    const said = await refusal(env());
    expect(said).toContain(line);
    expect(said.split('\n')).toHaveLength(1);
    expect(said).not.toMatch(/canary|changeme/);
  });

  it('says in one line that nobody made its tables, also where it needs no key of them', async () => {
    const bare = await createTestDatabase(inject('databaseUrl'), migrate);
    const db = openPostgres({ url: bare.url, logger: createLogger('silent'), poolSize: 1 });
    await db.query('DROP SCHEMA public CASCADE');
    await db.close();
    for (const SECRET of ['', 's'.repeat(32)])
      expect(await refusal({ DATABASE_URL: bare.url, MIGRATE: 'off', SECRET })).toBe(
        'Postgres (DATABASE_URL) has no tables of Parley: let MIGRATE be on, or run migrate.js before.',
      );
    await bare.drop();
  });

  it.each(['PORT', 'METRICS_PORT'])('says in one line that its %s is taken', async (setting) => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    if (address === null || typeof address === 'string') throw new Error('it listens on a port');
    const said = await refusal({ [setting]: `${address.port}` });
    other.close();
    expect(said).toBe(`${setting}: ${address.port} is taken on 127.0.0.1.`);
  });
});

it.each(['main.ts', 'migrate.ts'])(
  'told to end while it waits for its database, it ends at once: %s',
  async (program) => {
    const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, program)], {
      env: { PATH: process.env.PATH, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing', LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    expect(said.toString()).toContain('waiting for Postgres');
    child.kill('SIGTERM');
    // By itself, not by the signal: that ends everybody but the first process of a container.
    expect(await once(child, 'exit')).toEqual([143, null]);
  },
  60_000,
);

it.each([
  ['main.ts', 'The settings are not right. DATABASE_URL: is an address as in postgres://'],
  ['keep.ts', 'Say what to do'],
])(
  'ends with 1 and with that line alone, run as it is: %s',
  async (program, line) => {
    const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, program)], {
      env: { PATH: process.env.PATH, DATABASE_URL: 'mysql://x' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    expect(code).toBe(1);
    expect(said.trim()).toContain(line);
    expect(said.trim().split('\n')).toHaveLength(1);
  },
  60_000,
);
