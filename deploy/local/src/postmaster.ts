import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { type ClusterPlace, environment } from './postgres-cluster.ts';
import { isAlive, signal, waitForExit } from './process-identity.ts';
import type { RunAs } from './run-as.ts';
import { runProgram } from './run-program.ts';

/** The Postgres that runs on this cluster now, whoever started it. */
export function findPostmaster(place: ClusterPlace): number | undefined {
  const file = join(place.data, 'postmaster.pid');
  const pid = Number(readLines(file)[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  if (isAlive(pid) && servesCluster(pid, place)) return pid;
  // A killed one's pid may belong to a stranger by now, and Postgres would refuse to start for his sake.
  rmSync(file, { force: true });
  return undefined;
}

/** Starts Postgres on its own, out of reach of our terminal's signals, and waits until it takes connections. */
export async function startPostmaster(place: ClusterPlace, binaries: PostgresBinaries, as: RunAs): Promise<number> {
  const started = await runProgram(
    binaries.pgCtl,
    ['start', '--pgdata', place.data, '--log', place.log, '--wait', '--timeout', '60', '--silent'],
    { as, cwd: place.folder, env: environment() },
  );
  const pid = started.code === 0 ? findPostmaster(place) : undefined;
  if (pid === undefined) {
    throw new Failure(
      `Postgres did not start on ${place.data}:\n${started.output}\n${readLines(place.log).slice(-20).join('\n')}`,
    );
  }
  return pid;
}

/** Ends Postgres: it rolls back what is open, and needs no recovery at the next start. */
export async function stopPostmaster(
  pid: number,
  place: ClusterPlace,
  binaries: PostgresBinaries,
  as: RunAs,
): Promise<void> {
  if (!isAlive(pid)) return;
  if (process.platform === 'win32') {
    await runProgram(binaries.pgCtl, ['stop', '--pgdata', place.data, '--mode', 'fast', '--silent'], {
      as,
      cwd: place.folder,
    });
    return;
  }
  signal(pid, 'SIGINT');
  if (await waitForExit(pid, 20_000)) return;
  signal(pid, 'SIGQUIT');
  if (await waitForExit(pid, 10_000)) return;
  throw new Failure(`Postgres (process ${pid}) on ${place.data} does not end.`);
}

function servesCluster(pid: number, place: ClusterPlace): boolean {
  if (process.platform === 'win32') return true;
  const command = commandOf(pid);
  return command.includes('postgres') && command.includes(place.data);
}

function commandOf(pid: number): string {
  try {
    return process.platform === 'linux'
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      : execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').trim().split('\n');
  } catch {
    return [];
  }
}
