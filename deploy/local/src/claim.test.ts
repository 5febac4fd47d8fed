import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claim, holderOf } from './claim.ts';
import { identify, type ProcessIdentity } from './process-identity.ts';

describe('a folder held by one process', () => {
  let folder = '';
  let file = '';
  const inUse = () => 'somebody has it';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parley-claim-'));
    file = join(folder, 'run.json');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is refused while its holder lives, and free once he lets go', () => {
    const first = claim(file, inUse);
    first.note({ address: 'http://127.0.0.1:5000' });
    expect(() => claim(file, ({ address }) => `it runs at ${address}`)).toThrow('it runs at http://127.0.0.1:5000');
    first.release();
    claim(file, inUse).release();
  });

  it('passes on from a holder who died, with what he left running', async () => {
    const dead = await deadProcess();
    const child: ProcessIdentity = { pid: 1, started: 'long ago' };
    writeFileSync(file, JSON.stringify({ holder: dead, children: [child] }));
    const held = claim(file, inUse);
    expect(held.left?.children).toEqual([child]);
    held.release();
  });

  it('is not fooled by a stranger who got the dead one’s pid', () => {
    const stranger = identify(process.ppid);
    if (stranger === undefined) throw new Error('somebody started us');
    writeFileSync(file, JSON.stringify({ holder: { ...stranger, started: 'before the restart' } }));
    expect(holderOf(file)).toBeUndefined();
    claim(file, inUse).release();
  });

  it('survives a file that was cut off by a crash', () => {
    writeFileSync(file, '{"holder": {"pi');
    claim(file, inUse).release();
  });
});

async function deadProcess(): Promise<ProcessIdentity> {
  const child = spawn(process.execPath, ['--eval', 'setInterval(() => undefined, 1000)']);
  await once(child, 'spawn');
  const identity = identify(child.pid ?? 0);
  child.kill('SIGKILL');
  await once(child, 'exit');
  if (identity === undefined) throw new Error('it was alive');
  return identity;
}
