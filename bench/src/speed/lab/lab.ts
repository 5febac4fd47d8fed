import { fileURLToPath } from 'node:url';
import { built, ensureBuilt } from '@parley/local/build.ts';
import { startRedis } from '@parley/local/redis.ts';
import { aborted } from '@parley/local/stop-signal.ts';
import { startTemporaryPostgres } from '@parley/local/temporary-postgres.ts';
import pg from 'pg';
import { type Program, startProgram } from './program.ts';

/** Everything that is measured: a real Postgres of its own, servers of the service, and the bare anchors beside them. */
export interface Lab {
  readonly databaseUrl: string;
  readonly databasePid: number;
  readonly sql: pg.Pool;
  /** The built server, as it is shipped. */
  service(env?: Readonly<Record<string, string>>): Promise<Program>;
  /** One of the bare programs in `anchors/`. */
  anchor(name: string, env?: Readonly<Record<string, string>>, readyPath?: string): Promise<Program>;
  /** A Redis of our own, started when it is first asked for. */
  redis(): Promise<string>;
  close(): Promise<void>;
}

/** Does this in a lab of its own, and closes that also where somebody stops it half-way: nothing is left behind. */
export async function inLab<T>(
  say: (line: string) => void,
  stop: AbortSignal,
  work: (lab: Lab) => Promise<T>,
): Promise<T> {
  const lab = await openLab(say, stop);
  const working = work(lab);
  // What is under way when the lab is closed under it fails as it may.
  working.catch(() => undefined);
  const stopped = aborted(stop).then(() => {
    throw stop.reason;
  });
  try {
    return await Promise.race([working, stopped]);
  } finally {
    await lab.close();
  }
}

/** Builds what is missing and starts the database; programs are started when they are asked for. */
export async function openLab(say: (line: string) => void, stop?: AbortSignal): Promise<Lab> {
  await ensureBuilt(say, stop, ['server']);
  const postgres = await startTemporaryPostgres();
  const sql = new pg.Pool({ connectionString: postgres.url, max: 4 });
  // A connection that has not quite ended when the database does says so here; who asks something hears it himself.
  sql.on('error', () => undefined);
  const running: { stop(): Promise<void> }[] = [];
  let redisUrl: Promise<string> | undefined;

  async function started(program: Promise<Program>): Promise<Program> {
    const one = await program;
    running.push(one);
    return one;
  }

  return {
    databaseUrl: postgres.url,
    databasePid: postgres.pid,
    sql,
    service: (env = {}) =>
      started(
        startProgram([built.server], {
          DATABASE_URL: postgres.url,
          NODE_ENV: 'test',
          LOG_LEVEL: 'warn',
          LIMITS_SCALE: '1000000',
          ...env,
        }),
      ),
    anchor: (name, env = {}, readyPath = '/ready') =>
      started(
        startProgram(
          ['--import', 'tsx', fileURLToPath(new URL(`../anchors/${name}.ts`, import.meta.url))],
          { DATABASE_URL: postgres.url, NODE_ENV: 'production', ...env },
          readyPath,
        ),
      ),
    redis() {
      redisUrl ??= startRedis('').then((redis) => {
        running.unshift(redis);
        return redis.url;
      });
      return redisUrl;
    },
    async close() {
      for (const one of running.toReversed()) await one.stop();
      await sql.end();
      await postgres.stop();
    },
  };
}
