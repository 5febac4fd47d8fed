import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { Failure } from './failure.ts';
import { guardProcess } from './guard.ts';
import { freePort, isPortFree, loopback } from './ports.ts';
import { isAlive, signal, waitForExit } from './process-identity.ts';
import { type RedisProgram, redisProgram } from './redis-package.ts';

/** A Redis that can be used now. `pid` is there when it is ours. */
export type RunningRedis = { readonly url: string; readonly pid?: number; stop(): Promise<void> };

/** The Redis that `REDIS_URL` names, or one of our own on a free port, which keeps nothing. */
export async function startRedis(given: string | undefined = process.env.REDIS_URL): Promise<RunningRedis> {
  if (given) return { url: given, stop: async () => undefined };
  const program = await redisProgram();
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const redis = await startOn(program, port);
    if (redis !== undefined) return redis;
    if (attempt === 3 || (await isPortFree(port))) {
      throw new Failure(`${program.file} did not start: run it by hand to see why, or set REDIS_URL.`);
    }
  }
}

async function startOn({ file, libraries }: RedisProgram, port: number): Promise<RunningRedis | undefined> {
  const child = spawn(file, ['--port', String(port), '--bind', loopback, '--save', '', '--appendonly', 'no'], {
    cwd: tmpdir(),
    env: libraries === undefined ? process.env : { ...process.env, LD_LIBRARY_PATH: libraries },
    stdio: 'ignore',
    detached: process.platform !== 'win32',
  });
  child.on('error', () => undefined);
  const { pid } = child;
  if (pid === undefined) return undefined;
  child.unref();
  const guard = guardProcess(pid, 'TERM');
  const stop = async () => {
    guard.release();
    signal(pid, 'SIGTERM');
    if (!(await waitForExit(pid, 5_000))) signal(pid, 'SIGKILL');
  };
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline && isAlive(pid)) {
    if (await answers(port)) return { url: `redis://${loopback}:${port}`, pid, stop };
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  await stop();
  return undefined;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, loopback, () => socket.write('PING\r\n'));
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1_000, () => end(false));
    socket.once('error', () => end(false));
    socket.once('data', (data) => end(data.toString().startsWith('+PONG')));
  });
}
