import { type ConnectionOptions, createPostgresBackend, type PostgresConnectionOptions, Queue, Worker } from 'bullmq';
import pg from 'pg';
import { withDeadline } from '../deadline.ts';
import type { Logger } from '../logger.ts';
import type { Hints } from './hints.ts';

const queueName = 'parley-jobs';
const tellDeadlineMs = 2_000;
// A queue that is away cannot say goodbye, and must not hold up the end of the process: the rows know all there is to know.
const closeDeadlineMs = 5_000;
// The row says what becomes of a job; of a hint that was heard nothing is kept.
const forgotten = { attempts: 1, removeOnComplete: true, removeOnFail: true } as const;

interface Line {
  add(jobId: string): Promise<unknown>;
  close(): Promise<void>;
}

/** Hints over BullMQ: through Redis where there is one, else through the database itself. */
export function createBullHints(deps: {
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
  readonly concurrency: number;
  readonly logger: Logger;
}): Hints {
  const { databaseUrl, redisUrl, concurrency, logger } = deps;
  let line: Line | null = null;
  // Either is away at times; both come back by themselves, and meanwhile the rows wait.
  const onError = (error: Error) => logger.debug({ reason: error.message }, 'the queue of jobs has trouble');

  function overRedis(url: string, hear: (jobId: string) => Promise<void>): Line {
    // What cannot be told now is told by the sweeper: it need not wait in memory.
    const telling: ConnectionOptions = { url, enableOfflineQueue: false, maxRetriesPerRequest: null };
    const queue = new Queue(queueName, { connection: telling });
    const connection: ConnectionOptions = { url, maxRetriesPerRequest: null };
    const worker = new Worker(queueName, async (job) => hear(String(job.id)), { connection, concurrency });
    queue.on('error', onError);
    worker.on('error', onError);
    return {
      add: (jobId) => queue.add('job', {}, { ...forgotten, jobId }),
      async close() {
        await worker.close();
        await queue.close();
      },
    };
  }

  function overPostgres(url: string, hear: (jobId: string) => Promise<void>): Line {
    const pool = new pg.Pool({
      connectionString: url,
      options: '-c search_path=bullmq -c jit=off',
      application_name: 'parley jobs',
      max: 4,
      keepAlive: true,
      connectionTimeoutMillis: 2_000,
    });
    // A client that is lent out when the database goes has no listener of its own, and would end the process.
    pool.on('connect', (client) => void client.on('error', onError));
    pool.on('error', onError);
    // A pool as it comes: only the library's own picture of one is narrower.
    const connection = pool as unknown as PostgresConnectionOptions;
    const queue = new Queue(queueName, { connection }, createPostgresBackend);
    const options = { connection, concurrency };
    const worker = new Worker(queueName, async (job) => hear(String(job.id)), options, createPostgresBackend);
    queue.on('error', onError);
    worker.on('error', onError);
    return {
      add: (jobId) => queue.add('job', {}, { ...forgotten, jobId }),
      async close() {
        await worker.close();
        await queue.close();
        await pool.end();
      },
    };
  }

  return {
    async open(hear) {
      line ??= redisUrl === null ? overPostgres(databaseUrl, hear) : overRedis(redisUrl, hear);
    },
    async tell(jobId) {
      if (line === null) throw new Error('the queue is not open');
      await withDeadline(line.add(jobId), tellDeadlineMs);
    },
    async close() {
      const closing = line;
      line = null;
      if (closing !== null) await withDeadline(closing.close(), closeDeadlineMs).catch(onError);
    },
  };
}
