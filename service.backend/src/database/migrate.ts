import { runMigrations } from 'bullmq';
import pg from 'pg';
import { type Database, openPostgres, type Tx } from './connection.ts';
import { up as accounts } from './migrations/0001-accounts.ts';
import { up as conversations } from './migrations/0002-conversations.ts';
import { up as nodes } from './migrations/0003-nodes.ts';
import { up as told } from './migrations/0004-told.ts';
import { up as insight } from './migrations/0005-insight.ts';
import { up as append } from './migrations/0006-append.ts';
import { up as search } from './migrations/0007-search.ts';
import { up as jobs } from './migrations/0008-jobs.ts';
import { up as exports } from './migrations/0009-exports.ts';
import { up as erasure } from './migrations/0010-erasure.ts';
import { up as archive } from './migrations/0011-archive.ts';
import { up as retention } from './migrations/0012-retention.ts';
import { up as appendArchived } from './migrations/0013-append-archived.ts';
import { up as appendSearched } from './migrations/0014-append-searched.ts';
import { up as askedOnce } from './migrations/0015-asked-once.ts';
import { up as findSessions } from './migrations/0016-find-sessions.ts';
import { up as announcedBeyond } from './migrations/0017-announced-beyond.ts';
import { up as appendErased } from './migrations/0018-append-erased.ts';

const migrations = [
  { name: '0001-accounts', sql: accounts },
  { name: '0002-conversations', sql: conversations },
  { name: '0003-nodes', sql: nodes },
  { name: '0004-told', sql: told },
  { name: '0005-insight', sql: insight },
  { name: '0006-append', sql: append },
  { name: '0007-search', sql: search },
  { name: '0008-jobs', sql: jobs },
  { name: '0009-exports', sql: exports },
  { name: '0010-erasure', sql: erasure },
  { name: '0011-archive', sql: archive },
  { name: '0012-retention', sql: retention },
  { name: '0013-append-archived', sql: appendArchived },
  { name: '0014-append-searched', sql: appendSearched },
  { name: '0015-asked-once', sql: askedOnce },
  { name: '0016-find-sessions', sql: findSessions },
  { name: '0017-announced-beyond', sql: announcedBeyond },
  { name: '0018-append-erased', sql: appendErased },
];

// Any number will do, as long as every node takes the same.
const advisoryLock = 7_275_539;

const patient = { poolWait: 60_000, statement: 0, lock: 0, answer: 0, connect: 10_000 };

/**
 * Brings the schema up to date, all or nothing. Nodes that start together wait for the one that came first. With names it
 * brings it to where these migrations lead, as it was when a backup was made.
 */
export async function migrate(
  url: string,
  names: readonly string[] = migrations.map(({ name }) => name),
): Promise<void> {
  const unknown = names.filter((asked) => !migrations.some(({ name }) => name === asked));
  if (unknown.length > 0) throw new Error(`This version does not know the migrations ${unknown.join(', ')}.`);
  const db = openPostgres({ url, logger: { warn: () => undefined }, poolSize: 1, timeouts: patient });
  try {
    await db.transaction(async (tx) => {
      await db.query('SELECT pg_advisory_xact_lock($lock)::text', { lock: advisoryLock }, tx);
      await db.query(
        'CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, at timestamptz NOT NULL DEFAULT clock_timestamp())',
        {},
        tx,
      );
      const run: Run = (sql, binds) => db.query<{ name: string }>(sql, binds, tx);
      const executed = await executedOf(run);
      if (names.every((name) => executed.includes(name))) return;
      await (await createUmzug(tx, run, names)).up();
    });
  } finally {
    await db.close();
  }
  await migrateQueue(url);
}

/** What was done to this schema and is not known here: a newer version was at it. */
export async function unknownMigrations(db: Database): Promise<readonly string[]> {
  const done = await db.query<{ name: string }>('SELECT name FROM migrations ORDER BY name');
  return done.map(({ name }) => name).filter((name) => !migrations.some((known) => known.name === name));
}

/** The queue's own tables, in a schema of their own. They hold hints alone: nothing in them is worth a backup. */
async function migrateQueue(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    // Its methods are bound, because the queue's own types know less of a client than it is.
    await runMigrations(client as unknown as Parameters<typeof runMigrations>[0]);
  } finally {
    await client.end();
  }
}

type Run = (sql: string, binds?: Record<string, string>) => Promise<{ name: string }[]>;

const executedOf = async (run: Run): Promise<string[]> =>
  (await run('SELECT name FROM migrations ORDER BY name')).map(({ name }) => name);

/** Loaded where there is something to migrate: it brings a command line along, a tenth of what a start loads. */
async function createUmzug(tx: Tx, run: Run, names: readonly string[]) {
  const { Umzug } = await import('umzug');
  return new Umzug<Tx>({
    context: tx,
    logger: undefined,
    migrations: migrations
      .filter(({ name }) => names.includes(name))
      .map(({ name, sql }) => ({ name, up: () => run(sql) })),
    storage: {
      executed: () => executedOf(run),
      logMigration: async ({ name }) => void (await run('INSERT INTO migrations (name) VALUES ($name)', { name })),
      unlogMigration: async ({ name }) => void (await run('DELETE FROM migrations WHERE name = $name', { name })),
    },
  });
}
