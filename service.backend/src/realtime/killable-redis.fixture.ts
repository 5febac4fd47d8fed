import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { guardProcess } from '@parley/local/guard.ts';
import { freePort } from '@parley/local/ports.ts';
import { redisProgram } from '@parley/local/redis-package.ts';
import { expect, vi } from 'vitest';

/** A Redis that a test may kill and bring back on the same port. */
export interface KillableRedis {
  readonly url: string;
  kill(): Promise<void>;
  start(): Promise<void>;
  /** It keeps its connections and answers nothing. */
  freeze(): void;
  thaw(): void;
}

/** Starts one. */
export async function openKillableRedis(): Promise<KillableRedis> {
  const port = await freePort();
  const { file, libraries } = await redisProgram();
  // Nothing of this process' own environment is needed.
  const env = libraries === undefined ? {} : { LD_LIBRARY_PATH: libraries };
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    child = spawn(file, ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], {
      stdio: 'ignore',
      env,
      cwd: '/',
    });
    // A test run that is killed shall not leave it behind.
    if (child.pid !== undefined) guardProcess(child.pid, 'TERM');
    await vi.waitFor(async () => expect(await listens(port)).toBe(true), { timeout: 10_000, interval: 20 });
  }

  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    async kill() {
      if (child === null || child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
      child = null;
    },
  };
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.end());
  });
}
