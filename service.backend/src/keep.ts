import { backUp, restore } from './backup/backup.ts';
import { systemClock } from './platform/clock.ts';
import { filesFolder, loadEnv } from './platform/env.ts';

// `node keep.js backup FILE` writes the instance of this environment to a file, `node keep.js restore FILE` reads it into
// an empty one. `-` is the standard output or input; what is said goes to the standard error.

const [work, path] = process.argv.slice(2);
const env = loadEnv(process.env);
const instance = { databaseUrl: env.DATABASE_URL, filesFolder: filesFolder(env) };

try {
  if (path === undefined || (work !== 'backup' && work !== 'restore')) {
    throw new Error('Say what to do: keep.js backup FILE, or keep.js restore FILE.');
  }
  const { rows, files } =
    work === 'backup' ? await backUp(instance, path, new Date(systemClock.now())) : await restore(instance, path);
  process.stderr.write(`${work === 'backup' ? 'Saved' : 'Restored'} ${rows} rows and ${files} files.\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
