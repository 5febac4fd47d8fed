import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { hookSignal, withHeapReport, withSkewedClock } from './node-hooks.ts';

/** Runs a program of our own where the built server would stand. */
async function run(
  hooked: readonly string[],
  program: string,
  ask: (said: () => string, signal: () => void) => Promise<void>,
) {
  const child = spawn(process.execPath, [...hooked.slice(0, -1), '--input-type=module', '-e', program]);
  let said = '';
  child.stdout.on('data', (data: Buffer) => {
    said += data.toString();
  });
  try {
    await ask(
      () => said,
      () => void child.kill(hookSignal),
    );
  } finally {
    child.kill('SIGKILL');
  }
}

const tell = 'setInterval(() => console.log(Date.now(), +new Date(), new Date(0) instanceof Date), 20);';
const times = (line: string | undefined): number[] => (line ?? '').split(' ').slice(0, 2).map(Number);

test('a node takes the time for an hour less, and at a signal for an hour more', async () => {
  const hour = 3_600_000;
  await run(withSkewedClock(-hour), tell, async (said, signal) => {
    await expect.poll(said, { timeout: 20_000 }).toContain('true');
    for (const time of times(said().split('\n')[0])) expect(time - Date.now()).toBeLessThan(-hour + 60_000);
    signal();
    await expect
      .poll(() => Math.min(...times(said().trim().split('\n').at(-1))) - Date.now(), { timeout: 20_000 })
      .toBeGreaterThan(hour - 60_000);
  });
});

test('a node says how much of its heap is alive', async () => {
  await run(withHeapReport(), 'console.log("here"); setInterval(() => {}, 1_000);', async (said, signal) => {
    await expect.poll(said, { timeout: 20_000 }).toContain('here');
    signal();
    await expect.poll(said, { timeout: 20_000 }).toMatch(/^heap \d+$/m);
  });
});
