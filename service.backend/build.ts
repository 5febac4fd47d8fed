import { copyFileSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const { resolve } = createRequire(import.meta.url);

/** What we wrote ourselves is TypeScript, which cannot be run from node_modules. */
const workspaces: Plugin = {
  name: 'workspaces',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^@parley\// }, ({ path }) => ({ path: resolve(path) }));
  },
};

/** All of a file is its first line. */
const emptyMap = (file: string): string =>
  btoa(JSON.stringify({ version: 3, sources: [basename(file)], sourcesContent: [''], names: [], mappings: 'AAAA' }));

/** Node reads a map when it loads what belongs to it, and those of packages would be ten times as large as ours. */
const packagesUnmapped: Plugin = {
  name: 'packages unmapped',
  setup: ({ onLoad }) => {
    onLoad({ filter: /node_modules.*\.([cm]?js|json)$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const code = path.endsWith('.json') ? `module.exports = ${text}` : text;
      return { contents: `${code}\n//# sourceMappingURL=data:application/json;base64,${emptyMap(path)}`, loader: 'js' };
    });
  },
};

rmSync(here('dist'), { recursive: true, force: true });
await build({
  entryPoints: [here('src/main.ts'), here('src/migrate.ts'), here('src/seed.ts'), here('src/keep.ts')],
  outdir: here('dist'),
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  // A few files are found, read and compiled sooner than eight hundred: packages go into the bundle, but for those that
  // look for files of their own while they run, and Sequelize, whose ways Node 24 warns of outside of node_modules.
  external: ['@node-rs/argon2', 'swagger-ui-dist', 'umzug', 'sequelize', 'pg-native'],
  // Packages that are no modules ask for Node's own by `require`, which a module does not have.
  banner: {
    js: `import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);`,
  },
  sourcemap: true,
  plugins: [workspaces, packagesUnmapped],
  logLevel: 'warning',
});

// What an exported page is made of lies beside the bundle, as it lies beside its source.
for (const name of ['export-page.css', 'export-line.css', 'export-page.js']) {
  copyFileSync(here(`src/modules/exports/${name}`), here(`dist/${name}`));
}
