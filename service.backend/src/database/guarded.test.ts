import { createTestDatabase } from '@parley/local/test-database.ts';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { createLogger } from '../platform/logger.ts';
import { createMetrics, type Metrics } from '../platform/metrics/metrics.ts';
import { type Database, openPostgres } from './connection.ts';
import { guardDatabase } from './guarded.ts';
import { migrate } from './migrate.ts';

let url: string;
let drop: () => Promise<void>;
const open: Database[] = [];

beforeAll(async () => {
  const database = await createTestDatabase(inject('databaseUrl'), migrate);
  ({ url, drop } = database);
});
afterAll(async () => {
  for (const db of open) await db.close();
  await drop();
});

const logger = createLogger('silent');

/** A guarded door; what lies behind it may be nothing. */
function guard(at: string, metrics: Metrics = createMetrics(), poolSize = 4) {
  const timeouts = { connect: 10_000, poolWait: 1_000 };
  const db = openPostgres({ url: at, logger, poolSize, timeouts });
  open.push(db);
  return guardDatabase(db, { metrics, logger });
}

const stateIn = async ({ instruments }: Metrics): Promise<string | undefined> =>
  /parley_breaker_state\{dependency="postgres",state="([a-z-]+)"\} 1/.exec(await instruments.text())?.[1];

describe('the guarded door to Postgres', () => {
  it('refuses at once when there is nobody behind it, and says so', async () => {
    const metrics = createMetrics();
    const nowhere = guard('postgres://nobody@127.0.0.1:1/nothing', metrics);
    for (let call = 0; call < 20; call++) await nowhere.query('SELECT 1').catch(() => undefined);
    expect(await stateIn(metrics)).toBe('open');
    const refusal = await nowhere.transaction(async () => 1).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'UNAVAILABLE', retryAfterMs: 1_000, cause: { name: 'BreakerOpen' } });
    expect(await metrics.instruments.text()).toContain('parley_breaker_refused_total{dependency="postgres"} 1');
  });

  it('stays open for business while Postgres says no, or not yet', async () => {
    const metrics = createMetrics();
    const db = guard(url, metrics);
    const locked = 'SET LOCAL lock_timeout = 1';
    await db.transaction(async (tx) => {
      await db.query('LOCK TABLE users IN ACCESS EXCLUSIVE MODE', {}, tx);
      for (let call = 0; call < 30; call++) {
        await db.query('SELECT * FROM no_such_table').catch(() => undefined);
        const late = db.transaction(async (other) => {
          await db.query(locked, {}, other);
          await db.query('SELECT 1 FROM users', {}, other);
        });
        await expect(late).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      }
    });
    expect(await stateIn(metrics)).toBe('closed');
  });

  it('takes a full pool for a busy one as long as answers come, and for a stuck one when none do', async () => {
    let at = 0;
    const metrics = createMetrics(() => at);
    const db = guard(url, metrics, 2);
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const holders = [db.transaction(() => held), db.transaction(() => held)];
    await vi.waitFor(() => expect(db.pool()).toMatchObject({ limit: 2, used: 2, waiting: 0 }), 10_000);
    const crowd = () => Promise.allSettled(Array.from({ length: 20 }, () => db.query('SELECT 1')));
    await crowd();
    expect(await stateIn(metrics)).toBe('closed');
    at += 2_000;
    await crowd();
    expect(await stateIn(metrics)).toBe('open');
    letGo();
    await Promise.all(holders);
    at += 1_000;
    expect(await db.query('SELECT 1 AS n')).toEqual([{ n: 1 }]);
    expect(await stateIn(metrics)).toBe('closed');
  });
});
