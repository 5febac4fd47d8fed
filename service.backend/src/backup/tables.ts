import type { ClientBase } from 'pg';

/** A table as a backup writes it: what Postgres computes by itself is left out. */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

// What processes say of themselves while they live, and what a restored database has of its own.
const left = ['migrations', 'nodes', 'node_users'];

const columnsSql = `
  SELECT c.relname AS "table", a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
    AND a.attgenerated = '' AND c.relname <> ALL($1::text[])
  ORDER BY c.relname, a.attnum`;

const referencesSql = `
  SELECT DISTINCT t.relname AS "table", o.relname AS other
  FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid JOIN pg_class o ON o.oid = k.confrelid
  WHERE k.contype = 'f' AND t.oid <> o.oid AND t.relnamespace = 'public'::regnamespace`;

/** The tables there are, each behind those it refers to. */
export async function readTables(client: ClientBase): Promise<readonly TableShape[]> {
  const { rows } = await client.query<{ table: string; name: string; type: string }>(columnsSql, [left]);
  const tables = new Map<string, TableShape>();
  for (const { table, name, type } of rows) {
    const columns = [...(tables.get(table)?.columns ?? []), { name, type }];
    tables.set(table, { name: table, columns });
  }
  const references = await client.query<{ table: string; other: string }>(referencesSql);
  return inOrder([...tables.values()], references.rows);
}

function inOrder(
  tables: readonly TableShape[],
  references: readonly { readonly table: string; readonly other: string }[],
): readonly TableShape[] {
  const ordered: TableShape[] = [];
  let waiting = tables;
  while (waiting.length > 0) {
    const names = new Set(waiting.map(({ name }) => name));
    const waits = new Set(references.filter(({ other }) => names.has(other)).map(({ table }) => table));
    const free = waiting.filter(({ name }) => !waits.has(name));
    if (free.length === 0) throw new Error(`These tables refer to each other: ${[...names].join(', ')}`);
    ordered.push(...free);
    waiting = waiting.filter(({ name }) => waits.has(name));
  }
  return ordered;
}

/** A name as SQL takes it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
