import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { holderOf } from './claim.ts';
import { type RunningPostgres, removePostgres, startPostgres } from './postgres.ts';
import { isAlive } from './process-identity.ts';

/** A Postgres for one run of tests, gone with it. What killed runs left behind is cleared away first. */
export async function startTemporaryPostgres(): Promise<RunningPostgres> {
  const shelf = join(tmpdir(), `parley-tests-${userInfo().username}`);
  mkdirSync(shelf, { recursive: true, mode: 0o711 });
  await clear(shelf);
  const folder = mkdtempSync(join(shelf, `${process.pid}-`));
  rmSync(folder, { recursive: true });
  return startPostgres({ dataDir: folder, persistent: false });
}

async function clear(shelf: string): Promise<void> {
  for (const name of readdirSync(shelf)) {
    const folder = join(shelf, name);
    // Before it is held, its name says who is making it.
    const maker = Number(name.split('-')[0]);
    const holder = join(folder, 'holder.json');
    const living = existsSync(holder) ? holderOf(holder) !== undefined : isAlive(maker);
    if (!living) await removePostgres(folder);
  }
}
