import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkout } from '@parley/local/data-folder.ts';
import { build } from 'esbuild';

const { resolve } = createRequire(import.meta.url);

/** Bundles the mutants' composition root as the server itself is bundled; tells where it lies. */
export async function buildMutants(): Promise<string> {
  const outfile = join(checkout, '.cache', 'chaos', 'mutants.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('backend.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
    plugins: [
      {
        name: 'workspaces',
        setup: ({ onResolve }) => void onResolve({ filter: /^@parley\// }, ({ path }) => ({ path: resolve(path) })),
      },
    ],
  });
  return outfile;
}
