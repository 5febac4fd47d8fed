import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where this user's programs keep what may be thrown away. Root's is one that the user `postgres` reaches too. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env.PARLEY_CACHE) return env.PARLEY_CACHE;
  if (process.getuid?.() === 0) return '/var/cache/parley';
  if (process.platform === 'win32')
    return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'parley', 'cache');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'parley');
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'parley');
}

/** Where this user's programs keep what must last. Root's home is closed to the user `postgres`, hence not there. */
export function userDataFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (process.getuid?.() === 0) return '/var/lib/parley';
  if (process.platform === 'win32') return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'parley');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'parley');
  return join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'parley');
}
