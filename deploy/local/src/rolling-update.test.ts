import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { checkout } from './data-folder.ts';
import { runProgram } from './run-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-update-'));
const script = join(checkout, 'deploy', 'rolling-update.sh');
afterAll(() => rmSync(folder, { recursive: true }));

it('says why nothing is brought up to date where nothing runs, and begins nothing', async () => {
  const compose = join(folder, 'compose');
  writeFileSync(compose, `#!/bin/sh\n[ "$1" = ps ] || echo "asked to $1"\n`, { mode: 0o755 });
  const { code, output } = await runProgram('/usr/bin/env', [`COMPOSE=${compose}`, '/bin/sh', script]);
  expect(code).toBe(1);
  expect(output).toContain('no backend is running: docker compose up --build -d --scale backend=2');
  expect(output).not.toContain('asked to');
});

it('ends the new ones again where one does not get ready: a second try would take them for old', async () => {
  const said = join(folder, 'said');
  const program = (name: string, body: string) =>
    writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  // Two are there before, four after; the second of the new ones stays ill.
  program(
    'compose',
    `[ "$1" = up ] && touch ${said}.up; [ "$1" = ps ] || exit 0
echo old1; echo old2; [ -e ${said}.up ] && { echo new1; echo new2; }; exit 0`,
  );
  program(
    'docker',
    `echo "$*" >> ${said}; case "$1 $4" in "inspect new2") echo unhealthy ;; inspect*) echo healthy ;; esac`,
  );
  program('sleep', 'exit 0');
  const env = [`PATH=${folder}:${process.env.PATH}`, `COMPOSE=${join(folder, 'compose')}`];
  const { code, output } = await runProgram('/usr/bin/env', [...env, '/bin/sh', script]);
  expect(code).toBe(1);
  expect(output).toContain('new2 does not get ready: the new backends are ended, the old ones are left as they are');
  const ended = readFileSync(said, 'utf8').match(/^(stop|rm) .*$/gm);
  expect(ended).toEqual(['stop --time 30 new1', 'rm new1', 'stop --time 30 new2', 'rm new2']);
});
