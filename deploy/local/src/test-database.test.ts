import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningPostgres } from './postgres.ts';
import { startTemporaryPostgres } from './temporary-postgres.ts';
import { createTestDatabase } from './test-database.ts';

describe('a database for each test file', () => {
  let postgres: RunningPostgres;

  beforeAll(async () => {
    postgres = await startTemporaryPostgres();
  });
  afterAll(() => postgres.stop());

  it('leaves no half-made template behind a migration that failed', async () => {
    const failing = createTestDatabase(postgres.adminUrl, async (url) => {
      await run(url, 'CREATE TABLE half (id int)');
      throw new Error('no such column');
    });
    await expect(failing).rejects.toThrow('no such column');
  });

  it('migrates once for all who ask in the same moment, and gives each a copy of its own', async () => {
    let migrations = 0;
    const migrate = async (url: string) => {
      migrations += 1;
      await run(url, 'CREATE TABLE notes (text text)');
    };
    const [first, second, third] = await Promise.all(
      [1, 2, 3].map(() => createTestDatabase(postgres.adminUrl, migrate)),
    );
    if (first === undefined || second === undefined || third === undefined) throw new Error('three were asked for');
    expect(migrations).toBe(1);
    await run(first.url, "INSERT INTO notes VALUES ('only here')");
    expect(await run(first.url, 'SELECT text FROM notes')).toEqual([{ text: 'only here' }]);
    expect(await run(second.url, 'SELECT text FROM notes')).toEqual([]);
    await Promise.all([first.drop(), second.drop(), third.drop()]);
    await expect(run(first.url, 'SELECT 1')).rejects.toThrow('does not exist');
  });

  it('knows the letters of every language', async () => {
    const rows = await run(postgres.adminUrl, "CREATE EXTENSION pg_trgm; SELECT show_trgm('東京') AS trigrams");
    expect(JSON.stringify(rows)).not.toContain('[]');
    expect(
      await run(postgres.url, "SELECT upper('çé') AS upper, current_setting('server_encoding') AS encoding"),
    ).toEqual([{ upper: 'ÇÉ', encoding: 'UTF8' }]);
  });
});

async function run(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const result: pg.QueryResult | pg.QueryResult[] = await client.query(sql);
    return (Array.isArray(result) ? result : [result]).flatMap(({ rows }) => rows);
  } finally {
    await client.end();
  }
}
