import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { afterBuild } from './after-build.plugin.ts';

/** Faces of letters that most never read are kept when they are first needed; everything else from the start. */
const isKept = (path: string): boolean =>
  !/\.map$|^\/service-worker\.js$|^\/index\.html$/u.test(path) &&
  (!path.endsWith('.woff2') || /-latin-(?:wght|opsz)-normal/u.test(path));

const filesIn = (folder: string, path = ''): readonly string[] =>
  readdirSync(join(folder, path), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(folder, `${path}/${entry.name}`) : [`${path}/${entry.name}`],
  );

/** After the build: the worker that keeps it, with the list of its files. A list is all it takes. */
export const serviceWorker = (): Plugin =>
  afterBuild('service-worker', async (config) => {
    const folder = join(config.root, config.build.outDir);
    const kept = filesIn(folder).filter(isKept).sort();
    const hash = createHash('sha256').update(readFileSync(join(folder, 'index.html')));
    for (const path of kept) hash.update(path).update(readFileSync(join(folder, path)));
    const files = { version: hash.digest('hex').slice(0, 16), files: ['/', ...kept] };
    await build({
      configFile: false,
      root: config.root,
      logLevel: 'warn',
      publicDir: false,
      define: { APP_FILES: JSON.stringify(files) },
      build: {
        outDir: folder,
        emptyOutDir: false,
        target: config.build.target,
        sourcemap: 'hidden',
        rollupOptions: {
          input: join(config.root, 'src/browser/worker/service-worker.ts'),
          output: { format: 'iife', entryFileNames: 'service-worker.js' },
        },
      },
    });
  });
