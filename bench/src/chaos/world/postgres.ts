import { chmodSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@parley/backend/database/migrate.ts';
import { type Guard, guardProcess } from '@parley/local/guard.ts';
import { startPostgres } from '@parley/local/postgres.ts';
import { postgresBinaries } from '@parley/local/postgres-binaries.ts';
import { clusterPlace } from '@parley/local/postgres-cluster.ts';
import { startPostmaster, stopPostmaster } from '@parley/local/postmaster.ts';
import { signal, waitForExit } from '@parley/local/process-identity.ts';
import { databaseUser } from '@parley/local/run-as.ts';
import pg from 'pg';

/** A real Postgres that can be treated badly. What it has confirmed survives every ill-treatment here. */
export interface ChaosPostgres {
  readonly url: string;
  readonly port: number;
  /** Every server process ends at once, in the middle of whatever it does. */
  kill(): Promise<void>;
  /** It starts again and recovers. */
  start(): Promise<void>;
  /** Killed and started in one. */
  restartAtOnce(): Promise<void>;
  freeze(): void;
  thaw(): void;
  readOnly(is: boolean): Promise<void>;
  /** Keeps a copy of all as it is now. Whoever is connected is thrown out for a moment. */
  backUp(): Promise<void>;
  /** Puts that copy in the place of what is there. */
  restore(): Promise<void>;
  /** Brings it to the newest schema, for those that are made after it. */
  prepare(): Promise<void>;
  /** Another database like this one on the same server, for a world of its own; `stop` drops it. */
  another(): Promise<ChaosPostgres>;
  stop(): Promise<void>;
}

/** Starts one on a free port of loopback, with data that goes when it stops. */
export async function startChaosPostgres(): Promise<ChaosPostgres> {
  const folder = mkdtempSync(join(tmpdir(), `parley-run-${process.pid}-`));
  chmodSync(folder, 0o711);
  const dataDir = join(folder, 'postgres');
  const first = await startPostgres({ dataDir, persistent: false });
  const place = clusterPlace(realpathSync(dataDir));
  const as = databaseUser(place.data);
  const binaries = postgresBinaries(as);
  const port = Number(new URL(first.url).port);
  let pid = first.pid;
  let guard: Guard | null = null;

  const original = new URL(first.url).pathname.slice(1);
  let made = 0;

  async function ask(...statements: string[]): Promise<void> {
    const client = new pg.Client({ connectionString: first.adminUrl });
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  }

  /** The postmaster and all its children: a frozen parent alone leaves them working. */
  function toAll(name: NodeJS.Signals): void {
    for (const child of childrenOf(pid)) signal(child, name);
    signal(pid, name);
  }

  // A test database waits for no disk. Here a commit that was confirmed must be in the log when the server is killed.
  await ask(
    'ALTER SYSTEM SET synchronous_commit = on',
    'ALTER SYSTEM SET full_page_writes = on',
    'SELECT pg_reload_conf()',
  );

  async function kill(): Promise<void> {
    signal(pid, 'SIGQUIT');
    if (!(await waitForExit(pid, 10_000))) throw new Error('Postgres does not end.');
    guard?.release();
    guard = null;
  }

  async function start(): Promise<void> {
    pid = await startPostmaster(place, binaries, as);
    guard = guardProcess(pid, 'INT');
  }

  /** One database of this server; the server itself is everybody's. */
  function databaseNamed(database: string, stop: () => Promise<void>): ChaosPostgres {
    const url = new URL(first.url);
    url.pathname = database;
    const copy = `${database}_copy`;
    const throwOut = [
      `ALTER DATABASE ${database} ALLOW_CONNECTIONS false`,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${database}'`,
    ];
    const letIn = `ALTER DATABASE ${database} ALLOW_CONNECTIONS true`;
    return {
      url: url.href,
      port,
      stop,
      kill,
      start,
      async restartAtOnce() {
        await kill();
        await start();
      },
      freeze: () => toAll('SIGSTOP'),
      thaw: () => toAll('SIGCONT'),
      readOnly: (is) =>
        ask(`ALTER SYSTEM SET default_transaction_read_only = ${is ? 'on' : 'off'}`, 'SELECT pg_reload_conf()'),
      backUp: () => ask(...throwOut, `CREATE DATABASE ${copy} TEMPLATE ${database}`, letIn),
      restore: () =>
        ask(
          ...throwOut,
          `ALTER DATABASE ${database} RENAME TO ${database}_lost`,
          `ALTER DATABASE ${copy} RENAME TO ${database}`,
          letIn,
        ),
      prepare: () => migrate(url.href),
      async another() {
        made += 1;
        const name = `${database}_${made}`;
        await ask(`CREATE DATABASE ${name} TEMPLATE ${database}`);
        return databaseNamed(name, () => ask(`DROP DATABASE ${name} WITH (FORCE)`));
      },
    };
  }

  return databaseNamed(original, async () => {
    toAll('SIGCONT');
    guard?.release();
    if (pid !== first.pid) await stopPostmaster(pid, place, binaries, as);
    await first.stop();
    rmSync(folder, { recursive: true, force: true });
  });
}

function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
