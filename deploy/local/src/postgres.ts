import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import pg from 'pg';
import { claim } from './claim.ts';
import { Failure } from './failure.ts';
import { guardProcess } from './guard.ts';
import { freePort, isPortFree, loopback } from './ports.ts';
import { type PostgresBinaries, postgresBinaries } from './postgres-binaries.ts';
import { type ClusterPlace, clusterPlace, configureCluster, ensureCluster, role } from './postgres-cluster.ts';
import { findPostmaster, startPostmaster, stopPostmaster } from './postmaster.ts';
import { databaseUser, isReachable, type RunAs } from './run-as.ts';

const database = 'parley';

/** A Postgres that runs for us, and how to end it. */
export type RunningPostgres = {
  readonly url: string;
  /** The same server's maintenance database, from which others are made. */
  readonly adminUrl: string;
  readonly pid: number;
  stop(): Promise<void>;
};

/** Where the data lies, and whether it is to outlive this run. */
export type PostgresOptions = { readonly dataDir: string; readonly port?: number; readonly persistent: boolean };

/**
 * Starts a real Postgres on loopback, by whomever it is called: root too, below a closed home too, after an install
 * without scripts too. What a killed run left on the same data is stopped first; what a living one has is left alone.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const place = clusterPlace(makeReachable(resolve(options.dataDir), databaseUser()));
  const as = databaseUser(place.data);
  const binaries = postgresBinaries(as);
  const held = claim(join(place.folder, 'holder.json'), ({ holder }) => {
    return `A database already runs on ${place.folder}, for process ${holder.pid}.`;
  });
  try {
    await stopLeftover(place, binaries, as);
    await ensureCluster(place, binaries, as);
    const { pid, port } = await startOnPort(place, binaries, as, options);
    const password = readFileSync(place.password, 'utf8');
    const urlOf = (name: string) => localUrl({ host: loopback, port, password }, name);
    const guard = guardProcess(pid, 'INT');
    const stop = async () => {
      guard.release();
      await stopPostmaster(pid, place, binaries, as);
      held.release();
      if (!options.persistent) removeFolder(options.dataDir);
    };
    try {
      await prepare(urlOf('postgres'));
    } catch (error) {
      await stop();
      throw error;
    }
    return { url: urlOf(database), adminUrl: urlOf('postgres'), pid, stop };
  } catch (error) {
    held.release();
    throw error;
  }
}

/** Where a local cluster's databases are reached. */
export const localUrl = (
  { host, port, password }: { readonly host: string; readonly port: number; readonly password: string },
  name = database,
): string => `postgres://${role}:${password}@${host}:${port}/${name}`;

/** Ends whatever Postgres runs on this data and removes the data. Nobody living may hold it. */
export async function removePostgres(dataDir: string): Promise<void> {
  if (!existsSync(dataDir)) return removeFolder(dataDir);
  const place = clusterPlace(realpathSync(dataDir));
  const as = databaseUser(place.data);
  await stopLeftover(place, postgresBinaries(as), as);
  removeFolder(dataDir);
}

async function stopLeftover(place: ClusterPlace, binaries: PostgresBinaries, as: RunAs): Promise<void> {
  const left = findPostmaster(place);
  if (left !== undefined) await stopPostmaster(left, place, binaries, as);
}

/** Somebody may take a free port between our look and our bind: then another one is tried, unless it was asked for. */
async function startOnPort(
  place: ClusterPlace,
  binaries: PostgresBinaries,
  as: RunAs,
  { port, persistent }: PostgresOptions,
) {
  for (let attempt = 1; ; attempt += 1) {
    const candidate = port ?? (await freePort());
    configureCluster(place, candidate, persistent, as);
    try {
      return { port: candidate, pid: await startPostmaster(place, binaries, as) };
    } catch (error) {
      if (attempt === 3 || port !== undefined || (await isPortFree(candidate))) throw error;
    }
  }
}

async function prepare(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string; encoding: string; ctype: string }>(
      'SELECT datname, pg_encoding_to_char(encoding) AS encoding, datctype AS ctype FROM pg_database',
    );
    const unfit = rows.find(({ encoding, ctype }) => encoding !== 'UTF8' || ctype === 'C' || ctype === 'POSIX');
    if (unfit !== undefined) {
      throw new Failure(
        `The database "${unfit.datname}" is ${unfit.encoding} with ctype ${unfit.ctype}, in which search finds nothing in most languages: ` +
          'it must be UTF8 with C.UTF-8. "npm run reset" starts over.',
      );
    }
    if (!rows.some(({ datname }) => datname === database)) await client.query(`CREATE DATABASE ${database}`);
  } finally {
    await client.end();
  }
}

/**
 * The real folder for this data. Where the database's user cannot pass (root's home, say), the data lies in a place of
 * the system and a link leads there.
 */
function makeReachable(dataDir: string, as: RunAs): string {
  if (existsSync(dataDir)) {
    const real = realpathSync(dataDir);
    if (isReachable(real, as)) return real;
    throw new Failure(`The database's user cannot reach ${real}: choose another folder with PARLEY_DATA.`);
  }
  mkdirSync(dirname(dataDir), { recursive: true });
  // A link whose target somebody cleared away.
  rmSync(dataDir, { force: true });
  if (isReachable(realpathSync(dirname(dataDir)), as)) {
    mkdirSync(dataDir, { mode: 0o711 });
    return realpathSync(dataDir);
  }
  const elsewhere = join('/var/lib/parley', createHash('sha256').update(dataDir).digest('hex').slice(0, 16));
  mkdirSync(elsewhere, { recursive: true, mode: 0o711 });
  symlinkSync(elsewhere, dataDir);
  return elsewhere;
}

function removeFolder(dataDir: string): void {
  if (lstatSync(dataDir, { throwIfNoEntry: false })?.isSymbolicLink() && existsSync(dataDir)) {
    rmSync(realpathSync(dataDir), { recursive: true, force: true });
  }
  rmSync(dataDir, { recursive: true, force: true });
}
