import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { ensureBuilt } from './build.ts';
import { checkout } from './data-folder.ts';

beforeAll(() => ensureBuilt(() => undefined));

function keep(args: readonly string[], env: Record<string, string> = {}) {
  const file = join('deploy', 'local', 'src', 'keep.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
    cwd: checkout,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return { child, said: () => said, ended: once(child, 'close').then(([code]) => Number(code ?? 1)) };
}

it('takes nothing along into what it leaves: a restore that is stopped goes on nowhere', async () => {
  // A database that accepts, and never says a word.
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const address = silent.address();
  if (address === null || typeof address === 'string') throw new Error('it listens on a port');
  const DATABASE_URL = `postgres://x:y@127.0.0.1:${address.port}/z`;
  const asked = once(silent, 'connection');
  const restore = keep(['restore', import.meta.filename], { DATABASE_URL });
  const [socket] = await asked;
  let isOpen = true;
  socket.resume().once('close', () => {
    isOpen = false;
  });
  restore.child.kill('SIGINT');
  expect(await restore.ended).toBe(1);
  expect(restore.said().trim()).toBe('Stopped: all is as it was.');
  expect(isOpen).toBe(false);
  silent.close();
});

it('does not take one of two files for both', async () => {
  const backup = keep(['backup', 'one.backup', 'two.backup']);
  expect(await backup.ended).toBe(1);
  expect(backup.said().trim()).toBe('One file at a time, and not one.backup and two.backup.');
});
