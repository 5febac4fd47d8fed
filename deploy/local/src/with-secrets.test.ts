import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { checkout } from './data-folder.ts';
import { runProgram } from './run-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-secrets-'));
afterEach(() => rmSync(folder, { recursive: true }));

it('tells the backend where the database is, whatever its password consists of', async () => {
  const script = readFileSync(join(checkout, 'deploy', 'with-secrets.sh'), 'utf8').replaceAll('/run/parley', folder);
  const password = 'p@ss/w:rd#1 %41?&"\'$HOME ü';
  writeFileSync(join(folder, 'postgres'), password);
  const told = await runProgram('/bin/sh', ['-c', script, 'sh', process.execPath, '-p', 'process.env.DATABASE_URL']);
  const { username, hostname, pathname, password: written } = new URL(told.output);
  expect([username, hostname, pathname]).toEqual(['parley', 'postgres', '/parley']);
  expect(decodeURIComponent(written)).toBe(password);
});
