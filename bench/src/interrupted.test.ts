import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { checkout } from '@parley/local/data-folder.ts';
import { expect, it } from 'vitest';

it('says in one line that it was stopped half-way, and leaves no folder behind', async () => {
  const load = spawn(
    process.execPath,
    ['--import', 'tsx', 'bench/src/load/load.ts', '--users', '2', '--messages', '100000'],
    {
      cwd: checkout,
    },
  );
  let complaints = '';
  load.stderr.on('data', (chunk) => {
    complaints += chunk;
  });
  load.stdout.on('data', (chunk) => {
    if (String(chunk).includes('2 people in 1 room')) load.kill('SIGINT');
  });
  const code = await new Promise((resolve) => load.once('close', resolve));
  expect(complaints.trim()).toBe('Stopped before it was over.');
  expect(code).toBe(1);
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`parley-run-${load.pid}-`))).toEqual([]);
});
