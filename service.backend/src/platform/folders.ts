import { access, constants, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Env } from './env.ts';
import { StartFailure } from './start-failure.ts';

/** Refuses folders that would fail later and one by one: every page of the app, every export. */
export async function checkFolders({ CLIENT_DIR, FILES }: Pick<Env, 'CLIENT_DIR' | 'FILES'>): Promise<void> {
  if (CLIENT_DIR !== undefined)
    await access(join(CLIENT_DIR, 'index.html'), constants.R_OK).catch(() => {
      throw new StartFailure('CLIENT_DIR: holds no built client, for there is no index.html to be read in it.');
    });
  if (FILES !== undefined)
    await writable(FILES).catch((error: unknown) => {
      const why = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
      throw new StartFailure(`FILES: nothing can be written into this folder${why}.`);
    });
}

async function writable(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await access(folder, constants.W_OK | constants.X_OK);
}
