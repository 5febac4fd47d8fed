import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { userDataFolder } from './folders.ts';

/** The checkout that this file belongs to. */
export const checkout = realpathSync(fileURLToPath(new URL('../../../', import.meta.url)));

/** Where this checkout's data lies: `PARLEY_DATA`, else one folder a checkout, so that two clones never share. */
export function dataFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env.PARLEY_DATA) return resolve(env.PARLEY_DATA);
  return join(userDataFolder(env), createHash('sha256').update(checkout).digest('hex').slice(0, 16));
}

/**
 * Makes the folder. The database may run as another user, who must be able to pass through, though not to look around;
 * a folder that holds other things than ours keeps its permissions.
 */
export function makeDataFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const { mode, uid } = statSync(folder);
  const names = readdirSync(folder);
  const isOurs = names.length === 0 || names.includes('run.json');
  if (isOurs && process.getuid?.() === 0 && uid === 0 && (mode & 0o001) === 0) chmodSync(folder, mode | 0o011);
}
