import * as z from 'zod/mini';

/**
 * A backup is lines of JSON, compressed. An object begins something: the head, a table, a file, the end; an array is a
 * row, each value as Postgres writes it as text; a string is a piece of a file.
 */
export const Head = z.object({
  format: z.literal('parley-backup'),
  version: z.literal(1),
  at: z.string(),
  /** What the schema consisted of: a restore builds the same one first. */
  migrations: z.array(z.string()),
});

/** What begins, line by line. */
export const Beginning = z.union([
  z.object({ table: z.string(), columns: z.array(z.object({ name: z.string(), type: z.string() })) }),
  z.object({ file: z.string() }),
  z.object({ end: z.object({ rows: z.int(), files: z.int() }) }),
]);

/** One row. */
export const Row = z.array(z.nullable(z.string()));

/** How much was written or read. */
export interface Amounts {
  readonly rows: number;
  readonly files: number;
}
