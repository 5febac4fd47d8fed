import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { checkout } from './data-folder.ts';
import { runProgram } from './run-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-update-'));
afterEach(() => rmSync(folder, { recursive: true }));

it('says why nothing is brought up to date where nothing runs, and begins nothing', async () => {
  const compose = join(folder, 'compose');
  writeFileSync(compose, `#!/bin/sh\n[ "$1" = ps ] || echo "asked to $1"\n`, { mode: 0o755 });
  const script = join(checkout, 'deploy', 'rolling-update.sh');
  const { code, output } = await runProgram('/usr/bin/env', [`COMPOSE=${compose}`, '/bin/sh', script]);
  expect(code).toBe(1);
  expect(output).toContain('no backend is running: docker compose up --build -d --scale backend=2');
  expect(output).not.toContain('asked to');
});
