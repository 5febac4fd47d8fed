import { copyFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const { resolve } = createRequire(import.meta.url);

/** What we wrote ourselves goes into the bundle, as TypeScript cannot be run from node_modules; the rest stays there. */
const workspaces: Plugin = {
  name: 'workspaces',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^@parley\// }, ({ path }) => ({ path: resolve(path) }));
  },
};

rmSync(here('dist'), { recursive: true, force: true });
await build({
  entryPoints: [here('src/main.ts'), here('src/migrate.ts'), here('src/seed.ts'), here('src/keep.ts')],
  outdir: here('dist'),
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  sourcemap: true,
  plugins: [workspaces],
  logLevel: 'warning',
});

// What an exported page is made of lies beside the bundle, as it lies beside its source.
for (const name of ['export-page.css', 'export-line.css', 'export-page.js']) {
  copyFileSync(here(`src/modules/exports/${name}`), here(`dist/${name}`));
}
