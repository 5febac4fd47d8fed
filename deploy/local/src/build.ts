import { existsSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { claim, holderOf } from './claim.ts';
import { checkout } from './data-folder.ts';
import { Failure } from './failure.ts';
import { runProgram } from './run-program.ts';

/** What is built out of what. Whatever changes a source, its folder or the installed versions makes the build old. */
type Target = {
  readonly name: Part;
  readonly workspace: string;
  readonly output: string;
  readonly sources: readonly string[];
  readonly command: readonly string[];
};

/** The built parts that the rest of the house runs. */
export const built = {
  server: join(checkout, 'service.backend', 'dist', 'main.js'),
  seed: join(checkout, 'service.backend', 'dist', 'seed.js'),
  keep: join(checkout, 'service.backend', 'dist', 'keep.js'),
  client: join(checkout, 'app.client', 'dist'),
} as const;

const targets: readonly Target[] = [
  {
    name: 'server',
    workspace: 'service.backend',
    output: built.server,
    sources: [
      'service.backend/src',
      'service.backend/build.ts',
      'shared/src',
      'package-lock.json',
      'tsconfig.base.json',
    ],
    command: ['--import', 'tsx', 'build.ts'],
  },
  {
    name: 'client',
    workspace: 'app.client',
    output: join(built.client, 'index.html'),
    sources: [
      ...['src', 'public', 'index.html', 'vite.config.ts', 'service-worker.plugin.ts'].map(
        (name) => `app.client/${name}`,
      ),
      ...['shared/src', 'package-lock.json', 'tsconfig.base.json'],
    ],
    command: [viteProgram(), 'build', '--logLevel', 'warn'],
  },
];

/** What can be built. */
type Part = 'server' | 'client';

/** Builds what is missing or older than its sources; a second caller waits and then finds it done. */
export async function ensureBuilt(
  say: (line: string) => void,
  stop?: AbortSignal,
  parts: readonly Part[] = ['server', 'client'],
): Promise<void> {
  const wanted = targets.filter(({ name }) => parts.includes(name));
  if (wanted.every(isFresh)) return;
  const lock = join(checkout, '.cache', 'build.json');
  while (holderOf(lock) !== undefined) {
    stop?.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const held = claim(
    lock,
    ({ holder }) => `Another build just began, in process ${holder.pid}: start again when it is done.`,
  );
  try {
    for (const target of wanted.filter((candidate) => !isFresh(candidate))) {
      say(`Building the ${target.name} ...`);
      await build(target, stop);
    }
  } finally {
    held.release();
  }
}

async function build(target: Target, stop?: AbortSignal): Promise<void> {
  const began = new Date();
  rmSync(target.output, { force: true });
  const { code, output } = await runProgram(process.execPath, target.command, {
    cwd: join(checkout, target.workspace),
    // Whoever asks (a test runner says NODE_ENV=test): what is built is what people get.
    env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' },
    ...(stop === undefined ? {} : { stop }),
  });
  if (code !== 0) throw new Failure(`The ${target.name} could not be built:\n${output}`);
  // As old as its beginning: what was edited while it ran is not in it.
  utimesSync(target.output, began, began);
}

function isFresh({ output, sources }: Target): boolean {
  if (!existsSync(output)) return false;
  const { mtimeMs } = statSync(output);
  return sources.every((source) => newest(join(checkout, source)) <= mtimeMs);
}

/** A folder's own time counts too: that is where a removed file shows. */
function newest(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), stat.mtimeMs);
}

function viteProgram(): string {
  const { resolve } = createRequire(join(checkout, 'app.client', 'package.json'));
  return join(dirname(resolve('vite/package.json')), 'bin', 'vite.js');
}
