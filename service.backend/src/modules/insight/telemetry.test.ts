import { timingBounds } from '@parley/shared/models/telemetry.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { scrape } from '../../testing/metrics.ts';
import { startTestService, type TestService } from '../../testing/service.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function start(env: Record<string, string> = {}): Promise<TestService> {
  const chat = await startTestService({ env });
  ends.push(chat.close);
  return chat;
}

const counts = (place: number, count: number) =>
  Array.from({ length: timingBounds.length + 1 }, (_, index) => (index === place ? count : 0));
const named = (name: string, place: number, count: number, failures = 0) => ({
  name,
  failures,
  counts: counts(place, count),
});

describe('what devices tell', () => {
  it('is added up by name, over all devices, and told with its percentiles', async () => {
    const chat = await start();
    const [chief, ana, ben] = [await chat.registerAdmin(), await chat.register('Ana'), await chat.register('Ben')];
    const tell = (person: typeof ana, timings: unknown[]) =>
      person.api.post('/telemetry', { outboxAgeMs: 4_000, timings });
    expect((await tell(ana, [named('message.acknowledged', 3, 90), named('page.INP', 2, 4)])).status).toBe(204);
    expect((await tell(ben, [named('message.acknowledged', 8, 10, 1)])).status).toBe(204);
    expect((await chief.api.get('/admin/insight')).body).toMatchObject({
      delivery: [
        { name: 'message.acknowledged', count: 100, failures: 1, p50: expect.closeTo(36.7, 1), p95: 750 },
        { name: 'page.INP', count: 4, failures: 0, p50: 15, p95: 19.5 },
      ],
    });
    const kept = await chat.db.query('SELECT row_to_json(h)::text AS text FROM client_hours h');
    expect(JSON.stringify(kept)).not.toMatch(new RegExp(`${ana.me.id}|${ana.me.username}`));
  });

  it('reaches Prometheus with its slow part, also from a device that tells of much', async () => {
    const chat = await start({ METRICS_PORT: '0' });
    const ana = await chat.register('Ana');
    const much = { ...named('message.read', 2, 900, 50), counts: counts(2, 900).with(11, 100) };
    await ana.api.post('/telemetry', {
      outboxAgeMs: 0,
      timings: [much, named('api', 1, 3), named('socket.connect', 8, 2)],
    });
    const told = await scrape(chat.metricsUrl);
    const ofRead = (le: string) => told.value('parley_client_step_seconds_bucket', { step: 'read', le });
    expect([ofRead('0.02'), ofRead('5'), ofRead('10')]).toEqual([90, 90, 100]);
    expect(told.value('parley_client_call_seconds_count')).toBe(3);
    expect(told.value('parley_client_connect_seconds_count')).toBe(2);
    expect(told.value('parley_client_failures_total', { what: 'message.read' })).toBe(5);
  });

  it('lies in Prometheus between the bounds it was counted between, and what was longer than the last beyond it', async () => {
    const chat = await start({ METRICS_PORT: '0' });
    const ana = await chat.register('Ana');
    const names = ['message.sent', 'socket.connect', 'socket.roundTrip', 'api', 'page.LCP', 'page.longTask'];
    const each = [...timingBounds.keys(), timingBounds.length].map((place) => counts(place, 1));
    for (const one of each) {
      const timings = names.map((name) => ({ name, failures: 0, counts: one }));
      await ana.api.post('/telemetry', { outboxAgeMs: 0, timings });
    }
    const { text, value } = await scrape(chat.metricsUrl);
    const told: [string, Record<string, string>][] = [
      ['parley_client_step_seconds', { step: 'sent' }],
      ['parley_client_connect_seconds', {}],
      ['parley_client_round_trip_seconds', {}],
      ['parley_client_call_seconds', {}],
      ['parley_client_vital', { vital: 'LCP' }],
      ['parley_client_long_task_seconds', {}],
    ];
    for (const [name, labels] of told) {
      for (const [place, bound] of timingBounds.entries()) {
        expect(value(`${name}_bucket`, { ...labels, le: `${bound / 1_000}` }), `${name} ${bound}`).toBe(place + 1);
      }
      expect(value(`${name}_count`, labels), text).toBe(timingBounds.length + 1);
    }
  });

  it('counts in Prometheus for one device among many, also where it tells of failures alone', async () => {
    const chat = await start({ METRICS_PORT: '0' });
    const ana = await chat.register('Ana');
    await ana.api.post('/telemetry', {
      outboxAgeMs: 0,
      timings: [named('api', 1, 0, 10_000), named('message.sent', 1, 50, 10_000)],
    });
    const told = await scrape(chat.metricsUrl);
    for (const what of ['api', 'message.sent']) expect(told.value('parley_client_failures_total', { what })).toBe(100);
  });

  it('is names of a closed list and numbers within bounds, or nothing', async () => {
    const chat = await start();
    const ana = await chat.register('Ana');
    const good = named('message.sent', 1, 1);
    const refused = [
      { outboxAgeMs: 0, timings: [], text: 'canary' },
      { outboxAgeMs: 0, timings: [named('canary', 1, 1)] },
      { outboxAgeMs: -1, timings: [] },
      { outboxAgeMs: 0, timings: [{ ...good, counts: [1] }] },
      { outboxAgeMs: 0, timings: [{ ...good, counts: counts(0, 10_001) }] },
      { outboxAgeMs: 0, timings: Array.from({ length: 40 }, () => good) },
    ];
    for (const body of refused) expect((await ana.api.post('/telemetry', body)).status).toBe(400);
    expect(await chat.db.query('SELECT FROM client_hours')).toEqual([]);
  });
});
