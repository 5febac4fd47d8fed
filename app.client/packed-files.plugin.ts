import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { Plugin } from 'vite';
import { afterBuild } from './after-build.plugin.ts';

const isPacked = (file: string): boolean => /\.(?:js|css|svg)$/u.test(file);

/** Less is not worth a file of its own: it fits into one packet either way. */
const leastBytes = 1_024;

const pack = {
  '.br': promisify(brotliCompress),
  '.gz': (bytes: Buffer) => promisify(gzip)(bytes, { level: 9 }),
} as const;

/**
 * After the build, beside each hashed file the same packed, as small as can be: packed while somebody waits it would be larger,
 * and half a megabyte of script takes the server twenty milliseconds each time somebody asks.
 */
export const packedFiles = (): Plugin =>
  afterBuild('packed-files', async ({ root, build: { outDir } }) => {
    const folder = join(root, outDir, 'assets');
    await Promise.all(
      readdirSync(folder)
        .filter(isPacked)
        .map(async (file) => {
          const bytes = readFileSync(join(folder, file));
          if (bytes.length < leastBytes) return;
          for (const [ending, packed] of Object.entries(pack))
            writeFileSync(join(folder, `${file}${ending}`), await packed(bytes));
        }),
    );
  });
