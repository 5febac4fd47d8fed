import { randomUUID } from 'node:crypto';
import { createTestDatabase } from '@parley/local/test-database.ts';
import { afterAll, afterEach, beforeAll, expect, inject, it, vi } from 'vitest';
import type { Database } from '../../database/connection.ts';
import { migrate } from '../../database/migrate.ts';
import { openAnother } from '../../modules/log/log.fixture.ts';
import { type KillableRedis, openKillableRedis } from '../../realtime/killable-redis.fixture.ts';
import { createLogger } from '../logger.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { createBullHints } from './bull-hints.ts';
import type { JobHandler } from './job.ts';
import { createJobs, type Jobs } from './jobs.ts';

const lines: string[] = [];
const logger = createLogger('warn', { write: (line) => void lines.push(line) });
let database: { url: string; drop(): Promise<void> };
let db: Database;
let redis: KillableRedis;
const open: Jobs[] = [];
const metrics = createMetrics();

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'), migrate);
  db = openAnother(database.url);
  redis = await openKillableRedis();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((jobs) => jobs.stop()));
  await db.query('DELETE FROM jobs');
});
afterAll(async () => {
  await db.close();
  await redis.kill();
  await database.drop();
});

async function node(redisUrl: string | null, handlers: Record<string, JobHandler>): Promise<Jobs> {
  const hints = createBullHints({ databaseUrl: database.url, redisUrl, concurrency: 4, logger });
  const jobs = createJobs({
    db,
    hints,
    logger,
    metrics: metrics.jobs,
    timings: { sweepEvery: 100, beatEvery: 50 },
  });
  for (const [kind, handler] of Object.entries(handlers)) jobs.handle(kind, handler);
  open.push(jobs);
  await jobs.start();
  return jobs;
}

const newJob = (kind = 'count') => ({ id: randomUUID(), kind, ownerId: null, input: { upTo: 3 } });
const soon = { timeout: 15_000, interval: 50 };
/** Time passes: hints that nobody heard are given once more. */
const hintAgain = () => db.query("UPDATE jobs SET hinted_at = NULL WHERE state = 'waiting'");
const stateOf = async (jobs: Jobs, id: string) => (await jobs.find(id))?.state;

it.each(['the database', 'Redis'])('does each job once, on one of two nodes, told over %s', async (over) => {
  const runs: string[] = [];
  const count: JobHandler = async ({ row, progress }) => {
    runs.push(row.id);
    await progress(3, 3);
    return { counted: row.input.upTo };
  };
  const url = over === 'Redis' ? redis.url : null;
  const [north, south] = [await node(url, { count }), await node(url, { count })];
  const asked = Array.from({ length: 8 }, () => newJob());
  for (const [index, job] of asked.entries()) {
    const jobs = index % 2 === 0 ? north : south;
    await jobs.add(job);
    // Half of them nobody tells anybody about: the sweeper does. The others are told twice.
    if (index < 4) for (const told of [north, south]) told.wake(job.id);
  }
  for (const { id } of asked) await vi.waitFor(async () => expect(await stateOf(north, id)).toBe('done'), soon);
  expect(runs.toSorted()).toEqual(asked.map(({ id }) => id).toSorted());
  expect(await north.find(asked[0]?.id ?? '')).toMatchObject({
    done: 3,
    total: 3,
    result: { counted: 3 },
    attempts: 1,
  });
});

it('is one job, however often it is asked for, and none when its cause was taken back', async () => {
  const jobs = await node(null, { count: async () => ({}) });
  const job = newJob();
  expect([await jobs.add(job), await jobs.add(job)]).toEqual([true, false]);
  const undone = newJob();
  const cause = db.transaction(async (tx) => {
    await jobs.add(undone, tx);
    throw new Error('it did not come about');
  });
  await expect(cause).rejects.toThrow();
  expect(await jobs.find(undone.id)).toBe(null);
});

it('stops at its next word when it is cancelled', async () => {
  let rounds = 0;
  const endless: JobHandler = async ({ progress }) => {
    for (;;) await progress(++rounds);
  };
  const jobs = await node(null, { endless });
  const job = newJob('endless');
  await jobs.add(job);
  jobs.wake(job.id);
  await vi.waitFor(() => expect(rounds).toBeGreaterThan(2), soon);
  expect(await jobs.cancel(job.id)).toBe(true);
  const seen = rounds;
  await vi.waitFor(() => expect(rounds).toBeLessThanOrEqual(seen + 1), soon);
  expect(await stateOf(jobs, job.id)).toBe('cancelled');
  expect(await jobs.cancel(job.id)).toBe(false);
});

it('is taken over, from the beginning, when its node ends in the middle', async () => {
  const ran: string[] = [];
  const held: JobHandler = ({ signal }) => {
    ran.push('north');
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  };
  const north = await node(null, { long: held });
  const job = newJob('long');
  await north.add(job);
  north.wake(job.id);
  await vi.waitFor(() => expect(ran).toEqual(['north']), soon);
  await north.stop();
  const south = await node(null, { long: async () => ({ by: ran.push('south') }) });
  await vi.waitFor(async () => expect(await stateOf(south, job.id)).toBe('done'), soon);
  expect(ran).toEqual(['north', 'south']);
});

it('is tried again when it fails once, however many nodes ended in the middle of it before', async () => {
  const job = newJob('long');
  for (let update = 1; update <= 3; update++) {
    let isBegun = false;
    const held: JobHandler = ({ signal }) => {
      isBegun = true;
      signal.throwIfAborted();
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    };
    const jobs = await node(null, { long: held });
    if (update === 1) await jobs.add(job);
    await vi.waitFor(async () => {
      await hintAgain();
      expect(isBegun).toBe(true);
    }, soon);
    await jobs.stop();
  }
  let tries = 0;
  const last = await node(null, {
    long: async () => {
      if (++tries === 1) throw new Error('the database was away for a moment');
      return {};
    },
  });
  await vi.waitFor(async () => {
    await hintAgain();
    expect(await stateOf(last, job.id)).toMatch(/done|failed/);
  }, soon);
  expect(await last.find(job.id)).toMatchObject({ state: 'done', attempts: 2 });
}, 30_000);

it('fails nothing when it is stopped: whoever cancels, or brings a node up to date, is no alert', async () => {
  let begun = 0;
  const wanted: JobHandler = ({ signal }) => {
    begun++;
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  };
  const jobs = await node(null, { wanted });
  const [cancelled, cut] = [newJob('wanted'), newJob('wanted')];
  for (const job of [cancelled, cut]) {
    await jobs.add(job);
    jobs.wake(job.id);
  }
  await vi.waitFor(() => expect(begun).toBe(2), soon);
  await jobs.cancel(cancelled.id);
  await jobs.stop();
  const told = await metrics.instruments.text();
  expect(told).toContain('parley_job_seconds_count{job_kind="wanted",outcome="failed"} 0\n');
  expect(told).toContain('parley_job_seconds_count{job_kind="wanted",outcome="stopped"} 2\n');
});

it('gives up what keeps failing, and says so', async () => {
  let tries = 0;
  const jobs = await node(null, {
    broken: async () => {
      tries++;
      throw new Error('it does not work');
    },
  });
  const job = newJob('broken');
  await jobs.add(job);
  for (let at = 1; at <= 3; at++) {
    await vi.waitFor(() => expect(tries).toBe(at), soon);
    await vi.waitFor(async () => expect(await stateOf(jobs, job.id)).not.toBe('running'), soon);
    // Time passes: the pause between two tries is over.
    await db.query("UPDATE jobs SET hinted_at = hinted_at - interval '1 minute'");
  }
  expect(await jobs.find(job.id)).toMatchObject({ state: 'failed', attempts: 3 });
  // The alert names the kind alone: a line that does not is one nobody finds.
  const said = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'a job failed');
  expect(said.slice(-3)).toMatchObject([1, 2, 3].map((attempts) => ({ job: job.id, kind: 'broken', attempts })));
});

it('lives on when the queue is cut off, by Redis or by Postgres, and does what was asked meanwhile', async () => {
  const overRedis = await node(redis.url, { count: async () => ({}) });
  await redis.kill();
  const job = newJob();
  await overRedis.add(job);
  overRedis.wake(job.id);
  await overRedis.sweep();
  expect(await stateOf(overRedis, job.id)).toBe('waiting');
  await redis.start();
  await vi.waitFor(async () => {
    await db.query("UPDATE jobs SET hinted_at = NULL WHERE state = 'waiting'");
    expect(await stateOf(overRedis, job.id)).toBe('done');
  }, soon);

  const overPostgres = await node(null, { other: async () => ({}) });
  await db.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name <> 'parley' AND pid <> pg_backend_pid()`);
  const other = newJob('other');
  await overPostgres.add(other);
  await vi.waitFor(async () => {
    await db.query("UPDATE jobs SET hinted_at = NULL WHERE state = 'waiting'");
    expect(await stateOf(overPostgres, other.id)).toBe('done');
  }, soon);
});
