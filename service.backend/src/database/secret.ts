import type { Database } from './connection.ts';

/** The key made together with the database: the same on every node, for those who configured none of their own. */
export async function readSecret(db: Database): Promise<string> {
  const [row] = await db.query<{ secret: string }>("SELECT encode(secret, 'hex') AS secret FROM sync_meta");
  if (!row) throw new Error('sync_meta is empty');
  return row.secret;
}
