import { backUp, restore } from './backup/backup.ts';
import { systemClock } from './platform/clock.ts';
import { filesFolder, loadEnv } from './platform/env.ts';

// `node keep.js backup FILE` writes the instance of this environment to a file, `node keep.js restore FILE` reads it into
// an empty one. `-` is the standard output or input; what is said goes to the standard error.

const [work, path, ...more] = process.argv.slice(2);
const stopped = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    stopped.abort();
    // A database that does not answer does not keep it: what was not committed is not there.
    setTimeout(() => process.exit(1), 3_000).unref();
  });

try {
  if (path === undefined || more.length > 0 || (work !== 'backup' && work !== 'restore')) {
    throw new Error('Say what to do: keep.js backup FILE, or keep.js restore FILE.');
  }
  const env = loadEnv(process.env);
  const instance = { databaseUrl: env.DATABASE_URL, filesFolder: filesFolder(env) };
  const { rows, files } =
    work === 'backup'
      ? await backUp(instance, path, new Date(systemClock.now()), stopped.signal)
      : await restore(instance, path, stopped.signal);
  process.stderr.write(`${work === 'backup' ? 'Saved' : 'Restored'} ${rows} rows and ${files} files.\n`);
} catch (error) {
  process.stderr.write(`${stopped.signal.aborted ? 'Stopped: all is as it was.' : reasonOf(error)}\n`);
  process.exitCode = 1;
}

/** Where several addresses of one name were tried, the failure has a code and no words. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || `It failed: ${'code' in error ? String(error.code) : error.name}.`;
}
