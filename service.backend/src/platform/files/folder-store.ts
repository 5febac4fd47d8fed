import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Clock } from '../clock.ts';
import type { FileStore } from './file-store.ts';
import { whereMissing } from './missing.ts';

const fit = /^[a-z0-9][a-z0-9-]*\.[a-z]+$/;

/** Files in a folder, readable by nobody but the user who runs this. Several processes may share it. */
export function createFolderStore(folder: string, clock: Clock): FileStore {
  function pathOf(name: string): string {
    if (!fit.test(name)) throw new Error('this is no name of a file');
    return join(folder, name);
  }

  return {
    async write(name, content, signal) {
      const path = pathOf(name);
      const unfinished = `${path}.part`;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      try {
        await pipeline(Readable.from(content, { objectMode: false }), createWriteStream(unfinished, { mode: 0o600 }), {
          signal,
        });
        await rename(unfinished, path);
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
      return (await stat(path)).size;
    },

    async open(name) {
      // Opened before its size is asked: between the two it cannot go away.
      const file = await open(pathOf(name)).catch(whereMissing(null));
      if (file === null) return null;
      const { size } = await file.stat();
      return { bytes: size, content: createReadStream('', { fd: file }) };
    },

    remove: (name) => rm(pathOf(name), { force: true }),

    async removeOlderThan(milliseconds) {
      const names = await readdir(folder).catch(whereMissing([]));
      for (const name of names) {
        const found = await stat(join(folder, name)).catch(whereMissing(null));
        if (fit.test(name.replace(/\.part$/, '')) && found?.isFile() && clock.now() - found.mtimeMs > milliseconds)
          await rm(join(folder, name), { force: true });
      }
    },
  };
}
