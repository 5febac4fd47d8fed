import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import pg from 'pg';
import { migrate } from '../database/migrate.ts';
import type { Amounts } from './format.ts';
import { linesOf } from './lines.ts';
import { load } from './load.ts';
import { save } from './save.ts';

/** An instance: its database, and the folder of its files. */
export interface Instance {
  readonly databaseUrl: string;
  readonly filesFolder: string;
}

/** Writes an instance to a file, or, as `-`, to the standard output. A file is there when it is whole. */
export async function backUp(
  { databaseUrl, filesFolder }: Instance,
  path: string,
  at: Date,
  signal?: AbortSignal,
): Promise<Amounts> {
  const stoppable = signal === undefined ? {} : { signal };
  let amounts: Amounts = { rows: 0, files: 0 };
  await withClient(databaseUrl, async (client) => {
    const lines = async function* () {
      amounts = yield* save(client, filesFolder, at);
    };
    const source = Readable.from(lines(), { objectMode: false });
    if (path === '-') return pipeline(source, createGzip(), process.stdout, stoppable);
    const unfinished = `${path}.part`;
    try {
      await pipeline(source, createGzip(), createWriteStream(unfinished, { mode: 0o600 }), stoppable);
      await rename(unfinished, path);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  });
  return amounts;
}

/**
 * Restores a file (or the standard input) into an empty instance, and brings its schema up to date. Who stops it before all is
 * there has restored nothing.
 */
export async function restore(
  { databaseUrl, filesFolder }: Instance,
  path: string,
  signal?: AbortSignal,
): Promise<Amounts> {
  const amounts = await withClient(databaseUrl, async (client) => {
    const file = path === '-' ? process.stdin : createReadStream(path);
    const unpacked = file.pipe(createGunzip());
    // A pipe hands no failure on.
    file.once('error', (error: Error) => unpacked.destroy(error));
    const stop = () => unpacked.destroy(new Error('stopped'));
    signal?.addEventListener('abort', stop);
    const buildSchema = (names: readonly string[]) => migrate(databaseUrl, names);
    try {
      signal?.throwIfAborted();
      return await load(linesOf(unpacked), { client, filesFolder, buildSchema });
    } catch (error) {
      throw unreadable(error) ?? error;
    } finally {
      signal?.removeEventListener('abort', stop);
      file.destroy();
    }
  });
  await migrate(databaseUrl);
  return amounts;
}

/** What a file is that cannot be unpacked, if that is what is wrong. */
function unreadable(error: unknown): Error | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'Z_BUF_ERROR') return new Error('The backup is cut off: nothing was restored.');
  if (code === 'Z_DATA_ERROR') return new Error('This is no backup of Parley, or it is damaged: nothing was restored.');
  return null;
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'parley backup' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
