import { type ChildProcess, spawn } from 'node:child_process';
import { checkout } from '@parley/local/data-folder.ts';
import { guardProcess } from '@parley/local/guard.ts';
import { freePort, loopback } from '@parley/local/ports.ts';

/** A program that listens, and how to end it. */
export interface Program {
  readonly url: string;
  readonly pid: number;
  /** From its start until it was ready. */
  readonly readyAfterMs: number;
  stop(): Promise<void>;
}

const readyWithinMs = 30_000;

/** Starts a Node program on a free port, which it finds in `PORT`, and waits until the address answers. */
export async function startProgram(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  readyPath = '/health/ready',
): Promise<Program> {
  const port = await freePort();
  const url = `http://${loopback}:${port}`;
  const began = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: checkout,
    env: { PATH: process.env.PATH ?? '', HOST: loopback, PORT: String(port), ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${args.join(' ')} did not start`);
  const guard = guardProcess(pid, 'TERM');
  const stop = async () => {
    guard.release();
    await end(child);
  };
  while (!(await answers(`${url}${readyPath}`))) {
    if (child.exitCode !== null || performance.now() - began > readyWithinMs) {
      await stop();
      throw new Error(`${args.join(' ')} did not get ready`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return { url, pid, readyAfterMs: performance.now() - began, stop };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await gone;
  clearTimeout(timer);
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}
