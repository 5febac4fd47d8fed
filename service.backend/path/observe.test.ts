import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { asNumbers, metricsIn, panelQueries, rules } from '@parley/local/observe/expressions.ts';
import { type RunningPrometheus, startPrometheus } from '@parley/local/observe/prometheus.ts';
import type { SendAnswer } from '@parley/shared/contract/answers.ts';
import { type Telemetry, timingBounds, timingNames } from '@parley/shared/models/telemetry.ts';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { createMetrics } from '../src/platform/metrics/metrics.ts';
import { openDevice } from '../src/realtime/device.fixture.ts';
import { startDirect } from '../src/testing/conversations.ts';
import { scrape } from '../src/testing/metrics.ts';
import { startTestService, type TestService } from '../src/testing/service.ts';

const window = '10s';
const metrics = createMetrics();
let chat: TestService;
let prometheus: RunningPrometheus;
let working: Promise<void>;
let enough = false;

beforeAll(async () => {
  chat = await startTestService({
    env: { METRICS_PORT: '0', REDIS_URL: inject('redisUrl') },
    parts: { metrics, realtimeTimings: { sweepEvery: 1_000 } },
  });
  prometheus = await startPrometheus({ targets: [new URL(chat.metricsUrl).host], window, wait: '1s' });
  working = work();
}, 120_000);
afterAll(async () => {
  enough = true;
  await working;
  await prometheus.stop();
  await chat.close();
});

/** Two people at it: sending, repeating, hearing, acknowledging, comparing, until it is enough. */
async function work(): Promise<void> {
  const [ada, bob] = [await chat.register('Ada'), await chat.register('Bob')];
  const c = await startDirect(ada, bob);
  const device = await openDevice(chat.url, { cookie: bob.cookie, origin: chat.url });
  while (!enough) {
    const message = { id: randomUUID(), content: 'heave to' };
    const sent = await ada.api.post(`/conversations/${c}/messages`, message);
    await ada.api.post(`/conversations/${c}/messages`, message);
    const { epoch, stored } = sent.body as SendAnswer;
    await device.next('event', ({ upTo }) => upTo >= stored.seq, 20_000);
    await device.ask('delivered', { epoch, marks: [{ c, seq: stored.seq }] });
    await device.ask('request', {
      route: 'messages.send',
      params: { conversationId: c },
      body: { id: randomUUID(), content: 'over the other carrier' },
    });
    await bob.api.get(`/conversations/${c}/changes?epoch=${encodeURIComponent(epoch)}&afterSeq=${stored.seq - 1}`);
    await bob.api.post('/sync', { epoch, after: null, upTo: null, heads: [], open: [], ask: [] });
    await metrics.jobs.run('proof', async () => undefined);
    await ada.api.post('/telemetry', ofEverything);
    // People: who says more than two hundred things in ten seconds over a socket is taken for none, and cut.
    await setTimeout(50);
  }
  device.close();
}

/** What a browser tells whose person was asked and said yes: of everything once. */
const ofEverything: Telemetry = {
  outboxAgeMs: 0,
  timings: timingNames.map((name) => ({ name, failures: 1, counts: [0, 1, ...timingBounds.slice(1).map(() => 0)] })),
};

describe('the rules and the dashboards', () => {
  it('name no metric that the service does not tell', async () => {
    await vi.waitFor(
      async () => expect((await scrape(chat.metricsUrl)).value('parley_holes_total')).toBeGreaterThan(2),
      {
        timeout: 30_000,
      },
    );
    const { text } = await scrape(chat.metricsUrl);
    const told = new Set(text.split('\n').flatMap((line) => /^[a-zA-Z_:][\w:]*/.exec(line)?.[0] ?? []));
    const recorded = new Set(rules().flatMap(({ kind, name }) => (kind === 'record' ? [name] : [])));
    const unknown = [...rules(), ...panelQueries(window)].flatMap(({ place, expr }) =>
      metricsIn(expr).flatMap((name) => (told.has(name) || recorded.has(name) ? [] : [`${place}: ${name}`])),
    );
    expect(unknown).toEqual([]);
  });

  it('get numbers from a Prometheus that looked on while people worked, every single one', async () => {
    const asked = [
      ...rules().map(({ place, expr }) => ({ place, expr: asNumbers(expr.replace(/\[\d+m\]/g, `[${window}]`)) })),
      ...panelQueries(window),
    ];
    expect(asked.length).toBeGreaterThan(60);
    await vi.waitFor(
      async () => {
        const silent: string[] = [];
        for (const { place, expr } of asked) {
          const lines = await prometheus.query(expr);
          if (!lines.some(({ value }) => Number.isFinite(value))) silent.push(`${place}: ${expr}`);
        }
        expect(silent).toEqual([]);
      },
      { timeout: 45_000, interval: 1_000 },
    );
  });

  it('raise no alarm over people at work', async () => {
    const serious = ['NoBackend', 'BackendDown', 'RedisAway', 'PostgresAway', 'BreakerOpen', 'ServerErrors'];
    expect((await prometheus.firing()).filter((name) => serious.includes(name))).toEqual([]);
  });
});
