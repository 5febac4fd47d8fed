import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from './failure.ts';

/** Whom a process runs as; empty means: as whoever started us. */
export type RunAs = { readonly uid?: number; readonly gid?: number };

/**
 * Postgres refuses to run as root, so root runs it as whoever owns the data, or else as the user `postgres`, made when
 * there is none.
 */
export function databaseUser(data?: string): RunAs {
  if (process.getuid?.() !== 0) return {};
  const owner = data === undefined ? undefined : statSync(data, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  if (idOf('-u') === undefined) {
    spawnSync('groupadd', ['--system', 'postgres'], { stdio: 'ignore' });
    spawnSync(
      'useradd',
      ['--system', '--gid', 'postgres', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'],
      {
        stdio: 'ignore',
      },
    );
  }
  const [uid, gid] = [idOf('-u'), idOf('-g')];
  if (uid === undefined || gid === undefined) {
    throw new Failure(
      'Postgres does not run as root, and no user "postgres" could be made: run this as an ordinary user.',
    );
  }
  return { uid, gid };
}

/** Whether this user gets as far as `path`: every folder on the way must let him through. */
export function isReachable(path: string, user: RunAs): boolean {
  if (user.uid === undefined) {
    try {
      accessSync(path, constants.R_OK | constants.X_OK);
      return true;
    } catch {
      return false;
    }
  }
  for (let folder = path; ; folder = dirname(folder)) {
    const { uid, gid, mode } = statSync(folder);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

function idOf(flag: '-u' | '-g'): number | undefined {
  try {
    return Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    return undefined;
  }
}
