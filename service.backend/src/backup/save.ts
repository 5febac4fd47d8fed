import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClientBase } from 'pg';
import { whereMissing } from '../platform/files/missing.ts';
import type { Amounts } from './format.ts';
import { quoted, readTables } from './tables.ts';

const rowsAtOnce = 500;
// Divisible by three, so that pieces in base64 need no filling.
const fileBytesAtOnce = 48 * 1024;

/** Writes everything line by line, as it is at one moment: one snapshot of the database, then the files. */
export async function* save(client: ClientBase, filesFolder: string, at: Date): AsyncGenerator<string, Amounts> {
  let rows = 0;
  let files = 0;
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await client.query("SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO'; SET LOCAL statement_timeout = 0");
  const found = await client.query("SELECT 1 WHERE to_regclass('public.migrations') IS NOT NULL");
  if (found.rows.length === 0) throw new Error('There is no Parley in this database.');
  const migrations = await client.query<{ name: string }>('SELECT name FROM migrations ORDER BY name');
  const names = migrations.rows.map(({ name }) => name);
  yield line({ format: 'parley-backup', version: 1, at: at.toISOString(), migrations: names });

  for (const table of await readTables(client)) {
    yield line({ table: table.name, columns: table.columns });
    const values = table.columns.map(({ name }) => `${quoted(name)}::text`).join(', ');
    await client.query(`DECLARE rows NO SCROLL CURSOR FOR SELECT json_build_array(${values})::text AS line
      FROM ${quoted(table.name)}`);
    for (;;) {
      const page = await client.query<{ line: string }>(`FETCH ${rowsAtOnce} FROM rows`);
      if (page.rows.length === 0) break;
      rows += page.rows.length;
      yield page.rows.map((row) => `${row.line}\n`).join('');
    }
    await client.query('CLOSE rows');
  }
  await client.query('COMMIT');

  for (const file of await filesIn(filesFolder)) {
    // An export's time may be over since the list was made: then it is in no backup, as if it had been over before.
    const opened = await open(join(filesFolder, file)).catch(whereMissing(null));
    if (opened === null) continue;
    files++;
    yield line({ file });
    const content = opened.createReadStream({ highWaterMark: fileBytesAtOnce });
    for await (const piece of content) yield line((piece as Buffer).toString('base64'));
  }
  yield line({ end: { rows, files } });
  return { rows, files };
}

const line = (value: unknown): string => `${JSON.stringify(value)}\n`;

/** Files that are whole, by their paths below the folder. */
async function filesIn(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(whereMissing([]));
  return found
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.part'))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .toSorted();
}
