import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { holderOf } from './claim.ts';
import { loopback } from './ports.ts';
import { localUrl, startPostgres } from './postgres.ts';
import { clusterPlace } from './postgres-cluster.ts';
import { findPostmaster } from './postmaster.ts';

/** A database to speak to, and how to let go of it. */
export interface Reached {
  readonly url: string;
  stop(): Promise<void>;
}

/** The database on this data: the one that runs there for somebody else, or one that runs for us until we let go. */
export async function reachPostgres(dataDir: string): Promise<Reached> {
  const running = runningOn(dataDir);
  return running === null
    ? startPostgres({ dataDir, persistent: true })
    : { url: running, stop: async () => undefined };
}

function runningOn(dataDir: string): string | null {
  if (!existsSync(dataDir)) return null;
  const place = clusterPlace(realpathSync(dataDir));
  const isHeld = holderOf(join(place.folder, 'holder.json')) !== undefined;
  if (!isHeld || findPostmaster(place) === undefined) return null;
  // The fourth line of this file is the port.
  const port = Number(readFileSync(join(place.data, 'postmaster.pid'), 'utf8').split('\n')[3]);
  return localUrl({ host: loopback, port, password: readFileSync(place.password, 'utf8') });
}
