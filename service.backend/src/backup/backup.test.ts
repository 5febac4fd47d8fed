import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { createTestDatabase, type TestDatabase } from '@parley/local/test-database.ts';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { migrate } from '../database/migrate.ts';
import { exportAs, linkTo } from '../modules/exports/export.fixture.ts';
import { loadEnv } from '../platform/env.ts';
import { createService } from '../service.ts';
import { createApi } from '../testing/api.ts';
import { startGroup } from '../testing/conversations.ts';
import { startTestService, type TestService } from '../testing/service.ts';
import { backUp, restore } from './backup.ts';
import { save } from './save.ts';

let chat: TestService;
let folder: string;
let target: TestDatabase | undefined;

beforeEach(async () => {
  chat = await startTestService();
});
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-backup-'));
});
afterEach(async () => {
  await chat.close();
  await target?.drop();
  target = undefined;
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

// Nothing in it: not even a schema.
const empty = async () => {
  target = await createTestDatabase(inject('databaseUrl'), migrate);
  await withClient(target.url, (client) =>
    client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public; DROP SCHEMA IF EXISTS bullmq CASCADE'),
  );
  return { databaseUrl: target.url, filesFolder: join(folder, randomUUID()) };
};
const origin = () => ({ databaseUrl: chat.settings.DATABASE_URL ?? '', filesFolder: chat.settings.FILES ?? '' });

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** Every row of every table, as text; what belongs to one life of a database is left out. */
const everything = (url: string) =>
  withClient(url, async (client) => {
    await client.query("SET timezone = 'UTC'");
    const tables = await client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
         AND relname NOT IN ('nodes', 'node_users', 'migrations') ORDER BY 1`,
    );
    const told: Record<string, string[]> = {};
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM "${name}" t ORDER BY 1`);
      told[name] = rows.map(({ row }) => row);
    }
    told.sync_meta = (await client.query<{ secret: string }>('SELECT secret::text FROM sync_meta')).rows.map(
      ({ secret }) => secret,
    );
    return told;
  });

async function fill() {
  const [ada, bob] = [await chat.register('Ada'), await chat.register('Bob')];
  const conversation = await startGroup(ada, [bob], 'Pier 4');
  const path = `/conversations/${conversation}/messages`;
  const message = { id: randomUUID(), content: 'with "quotes",\nlines, \\, 日本語 and\u2028what is no end of a line' };
  await ada.api.post(path, message);
  await ada.api.patch(`${path}/${message.id}`, { content: 'edited', version: 1 });
  for (let at = 0; at < 1_200; at += 100) {
    await Promise.all(
      Array.from({ length: 100 }, (_, n) => bob.api.post(path, { id: randomUUID(), content: `line ${at + n}` })),
    );
  }
  const exported = await exportAs(ada, conversation);
  return { ada, message, path, conversation, exported };
}

it('restores into an empty instance what was there, row by row and file by file, under another epoch', async () => {
  const { ada, message, path, exported } = await fill();
  const before = (await ada.api.get('/conversations')).body as { epoch: string };
  const written = (await ada.api.get(exported.path)).text;
  // A backup is made of what lives, too; but only what rests can be compared row by row afterwards.
  await chat.service.close();
  const file = join(folder, 'whole.backup');
  const saved = await backUp(origin(), file, new Date());
  const there = await empty();
  expect(await restore(there, file)).toEqual(saved);
  expect(saved.rows).toBeGreaterThan(2_400);
  expect(saved.files).toBe(1);
  expect(await everything(there.databaseUrl)).toEqual(await everything(origin().databaseUrl));

  const settings = { ...chat.settings, DATABASE_URL: there.databaseUrl, FILES: there.filesFolder };
  const service = await createService(loadEnv(settings));
  try {
    const { url } = await service.listen();
    const again = createApi(url, ada.cookie);
    const after = (await again.get('/conversations')).body as { epoch: string };
    expect(after.epoch).not.toBe(before.epoch);
    // A late retry is recognised, and the file is there.
    expect((await again.post(path, message)).status).toBe(200);
    const link = await linkTo({ ...ada, api: again }, exported.id);
    expect((await again.get(link.path)).text).toBe(written);
    expect((await again.post(path, { id: randomUUID(), content: 'and it goes on' })).status).toBe(201);
  } finally {
    await service.close();
  }
}, 60_000);

it('is whole also when an export is cleared away while it is written', async () => {
  const ada = await chat.register('Ada');
  const conversation = await startGroup(ada, [], 'Pier 4');
  const [first, second] = [await exportAs(ada, conversation), await exportAs(ada, conversation)];
  const clear = async (id: string) => {
    const files = await readdir(origin().filesFolder, { recursive: true });
    const [file = ''] = files.filter((name) => name.includes(id) && name.includes('.'));
    await rm(join(origin().filesFolder, file));
  };
  const told: string[] = [];
  await withClient(origin().databaseUrl, async (client) => {
    for await (const line of save(client, origin().filesFolder, new Date())) {
      told.push(line);
      // Both are on the list by now; the other one goes before it is read.
      if (line.startsWith('{"file"') && told.filter((one) => one.startsWith('{"file"')).length === 1)
        await clear(line.includes(first.id) ? second.id : first.id);
    }
  });
  expect(JSON.parse(told.at(-1) ?? '')).toMatchObject({ end: { files: 1 } });
});

it('restores nothing where somebody is, nothing of half a file, and nothing that is no backup', async () => {
  await chat.register('Ada');
  const file = join(folder, 'other.backup');
  await backUp(origin(), file, new Date());
  await expect(restore(origin(), file)).rejects.toThrow('an empty one');

  const lines = gunzipSync(await readFile(file))
    .toString()
    .split('\n');
  const half = join(folder, 'half.backup');
  await writeFile(half, gzipSync(lines.slice(0, Math.floor(lines.length / 2)).join('\n')));
  const there = await empty();
  await expect(restore(there, half)).rejects.toThrow('cut off');
  expect((await everything(there.databaseUrl)).users).toEqual([]);
  await writeFile(half, gzipSync('{"format":"something else"}\n'));
  await expect(restore(there, half)).rejects.toThrow('no backup of Parley');
  await writeFile(half, 'not even compressed');
  await expect(restore(there, half)).rejects.toThrow('no backup of Parley');
  await writeFile(half, gzipSync('compressed, and no more than that'));
  await expect(restore(there, half)).rejects.toThrow('no backup of Parley');
  await writeFile(half, (await readFile(file)).subarray(0, -40));
  await expect(restore(there, half)).rejects.toThrow('cut off');
  await expect(restore(there, join(folder, 'none.backup'))).rejects.toThrow('no such file');
  // What could not be restored spoilt nothing: the whole one still can.
  await restore(there, file);
  expect((await everything(there.databaseUrl)).users).toHaveLength(1);
});

it('restores an older backup where no tables are, and not where those of a newer version are', async () => {
  await chat.register('Ada');
  const file = join(folder, 'older.backup');
  await backUp(origin(), file, new Date());
  const [first = '', ...rest] = gunzipSync(await readFile(file))
    .toString()
    .split('\n');
  const head = JSON.parse(first) as { migrations: string[] };
  const last = head.migrations.pop() ?? '';
  await writeFile(file, gzipSync([JSON.stringify(head), ...rest].join('\n')));
  const there = await empty();
  await migrate(there.databaseUrl);
  // What the last one does to rows, it would never do to these.
  await expect(restore(there, file)).rejects.toThrow(`are newer than the backup (${last})`);
  expect((await everything(there.databaseUrl)).users).toEqual([]);
  await target?.drop();

  const without = await empty();
  await restore(without, file);
  expect((await everything(without.databaseUrl)).users).toHaveLength(1);
  const done = await withClient(without.databaseUrl, (client) => client.query('SELECT FROM migrations'));
  expect(done.rowCount).toBe(head.migrations.length + 1);
});

it('keeps nothing of what was stopped in the middle, and says so of a database with nothing in it', async () => {
  await chat.register('Ada');
  const file = join(folder, 'stopped.backup');
  const stopped = AbortSignal.abort();
  await expect(backUp(origin(), file, new Date(), stopped)).rejects.toThrow();
  expect((await readdir(folder)).filter((name) => name.startsWith('stopped'))).toEqual([]);

  await backUp(origin(), file, new Date());
  const there = await empty();
  await expect(restore(there, file, stopped)).rejects.toThrow();
  await expect(backUp(there, join(folder, 'nothing.backup'), new Date())).rejects.toThrow('There is no Parley');
});

it('is none where the files could not be read: one without them would look like all there is', async () => {
  const notAFolder = join(folder, 'files');
  await writeFile(notAFolder, '');
  const path = join(folder, 'half.parley');
  await expect(backUp({ ...origin(), filesFolder: notAFolder }, path, new Date())).rejects.toThrow('ENOTDIR');
  expect(await readdir(folder)).not.toContain('half.parley');
});
