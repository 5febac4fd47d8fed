import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { checkout } from './data-folder.ts';
import { isAlive } from './process-identity.ts';

describe('npm start', () => {
  let place = '';
  let data = '';
  let first: Run;

  beforeAll(async () => {
    place = mkdtempSync(join(tmpdir(), 'parley-start-'));
    data = join(place, 'data');
    first = run('start', data);
    await vi.waitFor(() => expect(first.said()).toContain('is ready at'), { timeout: 110_000, interval: 100 });
  });
  afterAll(async () => {
    first.child.kill('SIGTERM');
    await first.ended;
    rmSync(place, { recursive: true, force: true });
  });

  it('serves the app and the API on one port, and says who can sign in', async () => {
    const page = await fetch(first.address());
    expect(page.headers.get('content-type')).toContain('text/html');
    expect((await fetch(`${first.address()}/health/ready`)).status).toBe(200);
    const rows = first.said().matchAll(/^ {4}(\S+) {2,}(\S+) {2,}\S/gm);
    const [[, username, password] = []] = rows;
    const signIn = await fetch(`${first.address()}/api/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-csrf': '1', origin: first.address() },
      body: JSON.stringify({ username, password }),
    });
    expect(signIn.status).toBeLessThan(300);
  });

  it('tells a second start where the first one is, and to end with 1', async () => {
    const second = run('start', data);
    expect(await second.ended).toBe(1);
    expect(second.said()).toContain(`Parley already runs on this data, at ${first.address()}`);
  });

  it('ends in order, keeps its data, and comes back with it', async () => {
    const postgres = Number(readFileSync(join(data, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
    first.child.kill('SIGINT');
    expect(await first.ended).toBe(0);
    expect(isAlive(postgres)).toBe(false);
    expect(existsSync(join(data, 'run.json'))).toBe(false);

    first = run('start', data);
    await vi.waitFor(() => expect(first.said()).toContain('is ready at'), { timeout: 60_000, interval: 100 });
    expect(first.said()).not.toContain('Writing the demo');
  });

  it.each(['start', 'dev', 'reset', 'keep'])(
    'is left alone by %s, where one only asks how that is used',
    async (command) => {
      const asked = run(command, data, '--help');
      expect(await asked.ended).toBe(0);
      expect(asked.said()).toContain('npm ');
      const mistaken = run(command, data, '--hlep');
      expect(await mistaken.ended).toBe(1);
      expect(mistaken.said()).toContain("Unknown option '--hlep'. --help tells what there is.");
      expect((await fetch(`${first.address()}/health/ready`)).status).toBe(200);
    },
  );

  it('is stopped and cleared away by reset', async () => {
    const reset = run('reset', data);
    expect(await reset.ended).toBe(0);
    expect(await first.ended).toBe(0);
    expect(existsSync(data)).toBe(false);
  });
});

/** One of the commands, as a person's shell runs it. */
type Run = { child: ChildProcess; ended: Promise<number>; said(): string; address(): string };

function run(command: string, data: string, ...args: readonly string[]): Run {
  const file = join('deploy', 'local', 'src', `${command}.ts`);
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
    cwd: checkout,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PARLEY_DATA: data, PORT: '0', BROWSER: 'none' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return {
    child,
    ended: once(child, 'close').then(([code]) => Number(code ?? 1)),
    said: () => output,
    address: () => /http:\/\/\S+/.exec(output)?.[0] ?? '',
  };
}
