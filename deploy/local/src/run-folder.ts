import { existsSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Claim, claim, holderOf } from './claim.ts';
import { dataFolder, makeDataFolder } from './data-folder.ts';
import { Failure } from './failure.ts';
import { removePostgres } from './postgres.ts';
import { isRunning, signal, waitForExit } from './process-identity.ts';

const nameOf = { run: 'run.json', postgres: 'postgres', seeded: 'seeded', files: 'files' } as const;

/** The data of this checkout, held by one run at a time. */
export type RunFolder = {
  readonly folder: string;
  readonly postgres: string;
  readonly files: string;
  readonly claim: Claim;
  isSeeded(): boolean;
  noteSeeded(): void;
};

/** Where the parts of a checkout's data lie, whoever holds it. */
export const runFolder = (folder: string = dataFolder()) => ({
  postgres: join(folder, nameOf.postgres),
  files: join(folder, nameOf.files),
});

/** Takes the data for this run, and ends what a killed run left running on it. */
export async function holdRunFolder(folder: string = dataFolder()): Promise<RunFolder> {
  makeDataFolder(folder);
  const held = claim(join(folder, nameOf.run), ({ address, holder }) => {
    const where = address === undefined ? 'and is just starting' : `at ${address}`;
    return `Parley already runs on this data, ${where} (process ${holder.pid}, data in ${folder}).`;
  });
  for (const child of held.left?.children ?? []) {
    if (!isRunning(child)) continue;
    signal(child.pid, 'SIGTERM');
    if (!(await waitForExit(child.pid, 10_000))) signal(child.pid, 'SIGKILL');
  }
  const seeded = join(folder, nameOf.seeded);
  return {
    folder,
    ...runFolder(folder),
    claim: held,
    isSeeded: () => existsSync(seeded),
    noteSeeded: () => writeFileSync(seeded, ''),
  };
}

/**
 * Stops what runs on this data and removes what we put there, and the folder when nothing else is in it: somebody may
 * have pointed PARLEY_DATA at a folder with things of his own.
 */
export async function clearRunFolder(folder: string = dataFolder()): Promise<boolean> {
  if (!existsSync(folder)) return false;
  const running = holderOf(join(folder, nameOf.run));
  if (running !== undefined) {
    signal(running.holder.pid, 'SIGTERM');
    if (!(await waitForExit(running.holder.pid, 45_000))) {
      throw new Failure(`Process ${running.holder.pid} still runs on ${folder}: end it, then reset again.`);
    }
  }
  const { claim: held, postgres, files } = await holdRunFolder(folder);
  await removePostgres(postgres);
  rmSync(files, { recursive: true, force: true });
  rmSync(join(folder, nameOf.seeded), { force: true });
  held.release();
  if (readdirSync(folder).length === 0) rmdirSync(folder);
  return true;
}
