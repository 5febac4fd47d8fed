import { createTestDatabase } from '@parley/local/test-database.ts';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Database, openPostgres } from './connection.ts';
import { openCuttingProxy } from './cutting-proxy.fixture.ts';
import { createEpochs, readEpoch } from './epoch.ts';
import { migrate } from './migrate.ts';
import { patience } from './patience.fixture.ts';
import { readSecret } from './secret.ts';
import { SqlError, violatedConstraint } from './sql-error.ts';

let url: string;
let drop: () => Promise<void>;
let db: Database;
// Only its beginnings: this is about what takes long.
const patient = { poolWait: patience.poolWait, connect: patience.connect };
const open = (at: string, { poolSize = 10, timeouts = {} }: { poolSize?: number; timeouts?: object } = {}) =>
  openPostgres({ url: at, logger: { warn: () => undefined }, poolSize, timeouts: { ...patient, ...timeouts } });

beforeAll(async () => {
  const database = await createTestDatabase(inject('databaseUrl'), migrate);
  url = database.url;
  drop = database.drop;
  db = open(url);
  await db.query('CREATE TABLE notes (id int PRIMARY KEY, text text)');
});
afterAll(async () => {
  await db.close();
  await drop();
});

const unavailable = { code: 'UNAVAILABLE' };

describe('the door to Postgres', () => {
  it('parses 64-bit numbers and moments in one place, and binds by name', async () => {
    const [row] = await db.query('SELECT $n::bigint AS n, $at::timestamptz AS at, $words AS words', {
      n: 42,
      at: '2026-01-02T03:04:05.6Z',
      words: 'ready $n',
    });
    expect(row).toEqual({ n: 42, at: '2026-01-02T03:04:05.600000Z', words: 'ready $n' });
    await expect(db.query('SELECT 9007199254740993 AS n')).rejects.toThrow();
  });

  it('tells what was refused without the values it was given', async () => {
    await db.query('INSERT INTO notes VALUES (1)');
    const error: unknown = await db
      .query('INSERT INTO notes VALUES (1, $text)', { text: 'hush' })
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(SqlError);
    expect(violatedConstraint(error)).toBe('notes_pkey');
    const bad: unknown = await db.query('SELECT $text::int', { text: 'hush' }).catch((e: unknown) => e);
    for (const one of [error, bad]) {
      expect(JSON.stringify([one, String(one), one instanceof Error ? one.stack : ''])).not.toContain('hush');
    }
  });

  it('is UNAVAILABLE when there is nobody, no room in the pool, no lock in time, or only reading', async () => {
    const nowhere = open('postgres://nobody@127.0.0.1:1/nothing');
    await expect(nowhere.ping()).rejects.toMatchObject(unavailable);
    await nowhere.close();

    const narrow = open(url, { poolSize: 1, timeouts: { poolWait: 2_000, lock: 50 } });
    await narrow.transaction(async () => {
      await expect(narrow.query('SELECT 1')).rejects.toMatchObject(unavailable);
    });
    await db.transaction(async (tx) => {
      await db.query('LOCK TABLE notes', {}, tx);
      await expect(narrow.query('SELECT * FROM notes')).rejects.toMatchObject(unavailable);
    });
    const reading = narrow.transaction((tx) => narrow.query('DELETE FROM notes', {}, tx), { snapshot: true });
    await expect(reading).rejects.toMatchObject(unavailable);
    await narrow.close();
  });

  it('gives up on a server that does not answer, throws that connection away and goes on with another', async () => {
    const hasty = open(url, { poolSize: 1, timeouts: { answer: 500, statement: 0 } });
    const stuck = hasty.transaction((tx) => hasty.query('SELECT pg_sleep(30)', {}, tx));
    await expect(stuck).rejects.toMatchObject(unavailable);
    await expect(hasty.query('SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
    await hasty.close();
  });

  it('does not call a transaction committed that had failed inside', async () => {
    const swallowed = db.transaction(async (tx) => {
      await db.query('INSERT INTO notes VALUES (7)', {}, tx);
      await db.query('SELECT 1 / 0', {}, tx).catch(() => undefined);
    });
    await expect(swallowed).rejects.toMatchObject(unavailable);
    expect(await db.query('SELECT FROM notes WHERE id = 7')).toEqual([]);
  });

  it('is UNAVAILABLE when the answer to a commit is lost, although it is committed', async () => {
    const proxy = await openCuttingProxy(url);
    const far = open(proxy.url);
    await far.ping();
    proxy.cutBehind('COMMIT');
    const lost = far.transaction((tx) => far.query('INSERT INTO notes VALUES (8)', {}, tx));
    await expect(lost).rejects.toMatchObject(unavailable);
    expect(await far.query('SELECT FROM notes WHERE id = 8')).toHaveLength(1);
    await far.close();
    await proxy.close();
  });

  it('says that there is doubt when an answer is lost, and only then', async () => {
    const proxy = await openCuttingProxy(url);
    let doubts = 0;
    const logger = { warn: () => undefined };
    const far = openPostgres({ url: proxy.url, logger, timeouts: patient, onDoubt: () => void doubts++ });
    await far.transaction((tx) => far.query('INSERT INTO notes VALUES (9)', {}, tx));
    await expect(far.query('INSERT INTO notes VALUES (9)')).rejects.toBeInstanceOf(SqlError);
    expect(doubts).toBe(0);
    proxy.cutBehind('COMMIT');
    await expect(far.transaction((tx) => far.query('INSERT INTO notes VALUES (10)', {}, tx))).rejects.toThrow();
    proxy.cutBehind('(11)');
    await expect(far.query('INSERT INTO notes VALUES (11)')).rejects.toThrow();
    expect(doubts).toBe(2);
    await far.close();
    await proxy.close();
  });

  it('survives that all its connections are killed while they are idle', async () => {
    await Promise.all([db.ping(), db.ping(), db.ping()]);
    await db.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    await expect.poll(() => db.ping().then(() => 'well', String)).toBe('well');
  });
});

describe('migrations', () => {
  it('may run again, and from several nodes at once, and change nothing', async () => {
    const before = await db.query('SELECT name, at FROM migrations ORDER BY name');
    await Promise.all([migrate(url), migrate(url), migrate(url)]);
    expect(await db.query('SELECT name, at FROM migrations ORDER BY name')).toEqual(before);
  });
});

describe('the epoch', () => {
  it('stays the same for every node', async () => {
    const another = open(url);
    expect(await readEpoch(another)).toBe(await readEpoch(db));
    expect(await readSecret(another)).toBe(await readSecret(db));
    await another.close();
  });

  it('is renewed once when the database finds itself elsewhere, and a node notices after it reconnected', async () => {
    let now = 0;
    const node = open(url, { poolSize: 1 });
    const epochs = createEpochs(node, () => now);
    await node.ping();
    const before = await epochs.current();
    await db.query(`UPDATE sync_meta SET home = 'another cluster'`);
    expect(await epochs.current()).toBe(before);
    await db.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    await expect.poll(() => node.ping().then(() => 'well', String)).toBe('well');
    const after = await epochs.current();
    expect(after).not.toBe(before);
    const [one, two] = await Promise.all([readEpoch(db), readEpoch(node)]);
    expect([one, two]).toEqual([after, after]);

    await db.query(`UPDATE sync_meta SET home = 'yet another cluster'`);
    now += 10_000;
    const busy = () => db.transaction((tx) => epochs.current(tx));
    await expect(busy()).rejects.toMatchObject(unavailable);
    await expect.poll(() => busy().catch(() => after)).not.toBe(after);
    const third = await epochs.current();

    await db.query(`UPDATE sync_meta SET epoch = gen_random_uuid()`);
    expect(await epochs.current()).toBe(third);
    now += 10_000;
    expect(await epochs.current()).not.toBe(third);
    await node.close();
  });

  it('is asked for once by all who want it at the same time, and again by who comes after', async () => {
    let now = 0;
    let asked = 0;
    const query: Database['query'] = (...statement) => {
      asked += 1;
      return db.query(...statement);
    };
    const epochs = createEpochs({ ...db, query }, () => now);
    const together = () => Promise.all(Array.from({ length: 50 }, () => epochs.current()));
    expect(new Set(await together())).toEqual(new Set([await readEpoch(db)]));
    expect(asked).toBe(1);
    now += 10_000;
    await together();
    expect(asked).toBe(2);
  });
});
