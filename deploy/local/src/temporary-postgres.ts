import { chmodSync, existsSync, lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holderOf } from './claim.ts';
import { type RunningPostgres, removePostgres, startPostgres } from './postgres.ts';
import { isAlive } from './process-identity.ts';

const prefix = 'parley-run-';

/** A Postgres for one run of tests, gone with it. What killed runs left behind is cleared away first. */
export async function startTemporaryPostgres(): Promise<RunningPostgres> {
  await clearLeftovers();
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  chmodSync(folder, 0o711);
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), persistent: false });
  return {
    ...postgres,
    stop: async () => {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function clearLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const folder = join(tmpdir(), name);
    if (!name.startsWith(prefix) || !isOurs(folder)) continue;
    // Before it is held, its name says who is making it.
    const maker = Number(name.slice(prefix.length).split('-')[0]);
    const holder = join(folder, 'postgres', 'holder.json');
    const living = existsSync(holder) ? holderOf(holder) !== undefined : isAlive(maker);
    if (living) continue;
    await removePostgres(join(folder, 'postgres'));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The folder is open to all: what others put there is none of our business. */
function isOurs(folder: string): boolean {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  return stat?.isDirectory() === true && (process.getuid === undefined || stat.uid === process.getuid());
}
