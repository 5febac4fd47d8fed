import { spawn } from 'node:child_process';
import { guardProcess } from './guard.ts';
import { identify, isAlive, type ProcessIdentity, signal, waitForExit } from './process-identity.ts';

/** A program of ours that runs beside us until it is stopped. */
export type Child = {
  readonly identity: ProcessIdentity;
  /** How it ended: its exit code, or 1 after a signal. */
  readonly ended: Promise<number>;
  /** Asks it to end, and waits while it drains; one that takes longer than `graceMs` is ended. */
  stop(graceMs?: number): Promise<void>;
};

/** Starts a Node program in a process group of its own, so that Ctrl-C reaches us alone and we decide what ends when. */
export function startChild(
  args: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv; quiet?: boolean },
): Child {
  const child = spawn(process.execPath, args, {
    cwd: options.cwd,
    env: options.env,
    stdio: ['ignore', options.quiet ? 'ignore' : 'inherit', 'inherit'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
  ended.catch(() => undefined);
  const { pid } = child;
  const identity = pid === undefined ? undefined : identify(pid);
  if (pid === undefined || identity === undefined) throw new Error(`${args.join(' ')} did not start.`);
  const guard = guardProcess(pid, 'TERM');
  return {
    identity,
    ended,
    stop: async (graceMs = 30_000) => {
      guard.release();
      if (!isAlive(pid)) return;
      signal(pid, 'SIGTERM');
      if (!(await waitForExit(pid, graceMs))) signal(pid, 'SIGKILL');
      await ended.catch(() => undefined);
    },
  };
}
