import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ClientBase } from 'pg';
import { type Amounts, Beginning, Head, Row } from './format.ts';
import { type LoadTable, loadTable } from './load-table.ts';
import { quoted } from './tables.ts';

/** What a restore needs of the place it restores into. */
export interface LoadTarget {
  readonly client: ClientBase;
  readonly filesFolder: string;
  /** Builds the schema as these migrations made it; fails where one of them is not known here. */
  buildSchema(migrations: readonly string[]): Promise<void>;
}

/**
 * Restores a backup into an empty instance: all of it, or nothing. What was restored is another life of the record, so
 * it gets another epoch: clients start anew, and outboxes send again what it lacks.
 */
export async function load(lines: AsyncIterable<string>, target: LoadTarget): Promise<Amounts> {
  const { client, filesFolder } = target;
  let isBegun = false;
  const now: { table: LoadTable | null; file: string | null; ended: Amounts | null } = {
    table: null,
    file: null,
    ended: null,
  };
  const amounts = { rows: 0, files: 0 };

  async function begin(first: string): Promise<void> {
    const head = Head.safeParse(parsed(first));
    if (!head.success) throw new Error('This is no backup of Parley, or one that a newer version wrote.');
    await assertEmpty(client);
    await assertNotBeyond(client, head.data.migrations);
    await target.buildSchema(head.data.migrations);
    await client.query('BEGIN');
    await client.query("SET LOCAL timezone = 'UTC'; SET LOCAL statement_timeout = 0");
    isBegun = true;
  }

  /** What a line begins; what went before is over. */
  async function turn(beginning: unknown): Promise<void> {
    await now.table?.flush();
    const next = Beginning.parse(beginning);
    now.table = 'table' in next ? await loadTable(client, next.table, next.columns) : null;
    now.file = 'file' in next ? await makeFile(filesFolder, next.file) : null;
    if (now.file !== null) amounts.files++;
    if ('end' in next) now.ended = next.end;
  }

  try {
    for await (const line of lines) {
      if (line === '') continue;
      if (!isBegun) {
        await begin(line);
        continue;
      }
      const value: unknown = JSON.parse(line);
      if (Array.isArray(value)) {
        amounts.rows++;
        await now.table?.add(Row.parse(value));
      } else if (typeof value === 'string') {
        if (now.file !== null) await appendFile(now.file, Buffer.from(value, 'base64'));
      } else await turn(value);
    }
    if (JSON.stringify(now.ended) !== JSON.stringify(amounts))
      throw new Error('The backup is cut off: nothing was restored.');
    // Made elsewhere: the first who reads it gives it a name of its own.
    await client.query("UPDATE sync_meta SET epoch = gen_random_uuid(), home = ''");
    await setSequences(client);
    await client.query('COMMIT');
  } catch (error) {
    if (isBegun) await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
  return amounts;
}

async function assertEmpty(client: ClientBase): Promise<void> {
  const { rows } = await client.query("SELECT 1 WHERE to_regclass('public.users') IS NOT NULL");
  if (rows.length === 0) return;
  const people = await client.query('SELECT 1 FROM users LIMIT 1');
  if (people.rows.length > 0)
    throw new Error('There are people in this database: a backup is restored into an empty one.');
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** A migration that is done is not done again: what it does to rows would never be done to those of an older backup. */
async function assertNotBeyond(client: ClientBase, migrations: readonly string[]): Promise<void> {
  const { rows } = await client.query("SELECT 1 WHERE to_regclass('public.migrations') IS NOT NULL");
  if (rows.length === 0) return;
  const done = await client.query<{ name: string }>('SELECT name FROM migrations ORDER BY name');
  const later = done.rows.map(({ name }) => name).filter((name) => !migrations.includes(name));
  if (later.length > 0)
    throw new Error(
      `The tables of this database are newer than the backup (${later.join(', ')}): restore into a database without tables.`,
    );
}

/** A path of a backup may not lead out of the folder. */
async function makeFile(folder: string, name: string): Promise<string> {
  if (!/^[\w-]+(\/[\w-][\w.-]*)+$/.test(name)) throw new Error('A file of the backup has a name that is not ours.');
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, '', { mode: 0o600 });
  return path;
}

/** Numbers that Postgres counts go on behind the highest that was restored. */
async function setSequences(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(`
    SELECT c.relname AS "table", a.attname AS "column", pg_get_serial_sequence(quote_ident(c.relname), a.attname) AS sequence
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
      AND pg_get_serial_sequence(quote_ident(c.relname), a.attname) IS NOT NULL`);
  for (const { table, column, sequence } of rows) {
    await client.query(
      `SELECT setval($1, GREATEST(1, (SELECT COALESCE(max(${quoted(column)}), 0) FROM ${quoted(table)}) + 1), false)`,
      [sequence],
    );
  }
}
