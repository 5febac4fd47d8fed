import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.ts';
import { loopback } from './ports.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import type { RunAs } from './run-as.ts';
import { runProgram } from './run-program.ts';

/** The one role of a local cluster; its password is made with the cluster and stays in its folder. */
export const role = 'parley';

/** Where the parts of a local database lie below its folder. */
export type ClusterPlace = {
  readonly folder: string;
  readonly data: string;
  readonly password: string;
  readonly log: string;
};

/** The parts of the database in this folder. */
export function clusterPlace(folder: string): ClusterPlace {
  return {
    folder,
    data: join(folder, 'cluster'),
    password: join(folder, 'password'),
    log: join(folder, 'postgres.log'),
  };
}

/** Makes the cluster unless it is there. One that was interrupted half way is made again. */
export async function ensureCluster(place: ClusterPlace, binaries: PostgresBinaries, as: RunAs): Promise<void> {
  const version = join(place.data, 'PG_VERSION');
  if (existsSync(version)) {
    const made = readFileSync(version, 'utf8').trim();
    if (made === binaries.major) return;
    throw new Failure(
      `The data in ${place.data} was made by Postgres ${made}, and this is ${binaries.major}: "npm run reset" starts over.`,
    );
  }
  const unfinished = `${place.data}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  give(unfinished, as);
  const password = randomBytes(24).toString('base64url');
  const passwordFile = `${place.password}.new`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  give(passwordFile, as);
  const made = await runProgram(
    binaries.initdb,
    [
      `--pgdata=${unfinished}`,
      `--username=${role}`,
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      // Without these a machine with no locale gets SQL_ASCII, where trigrams of most languages are empty.
      '--encoding=UTF8',
      `--locale=${locale()}`,
      '--no-instructions',
    ],
    { as, cwd: place.folder, env: environment() },
  );
  rmSync(passwordFile);
  if (made.code !== 0) throw new Failure(`The database could not be made in ${place.data}:\n${made.output}`);
  appendFileSync(join(unfinished, 'postgresql.conf'), "\ninclude_if_exists = 'parley.conf'\n");
  writeFileSync(place.password, password, { mode: 0o600 });
  renameSync(unfinished, place.data);
}

/** Writes the settings of the coming run. One that need not last does not wait for the disk. */
export function configureCluster(place: ClusterPlace, port: number, persistent: boolean, as: RunAs): void {
  const settings = [
    `listen_addresses = '${loopback}'`,
    `port = ${port}`,
    "unix_socket_directories = ''",
    'max_connections = 200',
    // The details of a refused row are its values: words that somebody wrote.
    'log_error_verbosity = terse',
    ...(persistent ? [] : ['fsync = off', 'synchronous_commit = off', 'full_page_writes = off']),
  ];
  const file = join(place.data, 'parley.conf');
  writeFileSync(file, `${settings.join('\n')}\n`);
  give(file, as);
  writeFileSync(place.log, '');
  give(place.log, as);
}

/** The environment of the database's programs: a client's settings of this shell do not concern them. */
export function environment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (!name.startsWith('PG') && !name.startsWith('LC_') && name !== 'NODE_OPTIONS') env[name] = value;
  }
  return { ...env, LANG: locale() };
}

function locale(): string {
  if (process.platform === 'win32') return 'en-US';
  return process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';
}

function give(path: string, to: RunAs): void {
  if (to.uid !== undefined && to.gid !== undefined) chownSync(path, to.uid, to.gid);
}
