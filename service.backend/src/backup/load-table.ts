import type { ClientBase } from 'pg';
import { quoted } from './tables.ts';

/** Takes the rows of one table, and writes many of them with a statement. */
export interface LoadTable {
  add(row: readonly (string | null)[]): Promise<void>;
  flush(): Promise<void>;
}

const rowsAtOnce = 1_000;
const charactersAtOnce = 2_000_000;

/** Begins a table: what the migrations themselves put there goes. */
export async function loadTable(
  client: ClientBase,
  table: string,
  columns: readonly { readonly name: string; readonly type: string }[],
): Promise<LoadTable> {
  await client.query(`DELETE FROM ${quoted(table)}`);
  const names = columns.map(({ name }) => quoted(name)).join(', ');
  const values = columns.map(({ type }, index) => `(row ->> ${index})::${type}`).join(', ');
  const sql = `INSERT INTO ${quoted(table)} (${names}) OVERRIDING SYSTEM VALUE
    SELECT ${values} FROM json_array_elements($1::json) AS row`;
  let rows: (readonly (string | null)[])[] = [];
  let characters = 0;

  async function flush(): Promise<void> {
    if (rows.length === 0) return;
    const batch = rows;
    rows = [];
    characters = 0;
    await client.query(sql, [JSON.stringify(batch)]);
  }

  return {
    flush,
    async add(row) {
      rows.push(row);
      characters += row.reduce((sum, value) => sum + (value?.length ?? 0), 0);
      if (rows.length >= rowsAtOnce || characters >= charactersAtOnce) await flush();
    },
  };
}
