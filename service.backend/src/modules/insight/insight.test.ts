import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { timingBounds } from '@parley/shared/models/telemetry.ts';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { loadEnv } from '../../platform/env.ts';
import { eventually } from '../../realtime/eventually.fixture.ts';
import { createService } from '../../service.ts';
import { createApi } from '../../testing/api.ts';
import { startDirect, startGroup } from '../../testing/conversations.ts';
import { scrape } from '../../testing/metrics.ts';
import { startTestService, type TestService } from '../../testing/service.ts';
import { openAnother } from '../log/log.fixture.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function start(env: Record<string, string> = {}): Promise<TestService> {
  const chat = await startTestService({ env });
  ends.push(chat.close);
  return chat;
}

const say = (chat: { api: TestService['anonymous'] }, id: string, content = 'hello') =>
  chat.api.post(`/conversations/${id}/messages`, { id: crypto.randomUUID(), content });
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
    expect([ofRead('0.025'), ofRead('5'), ofRead('10')]).toEqual([90, 90, 100]);
    expect(told.value('parley_client_call_seconds_count')).toBe(3);
    expect(told.value('parley_client_connect_seconds_count')).toBe(2);
    expect(told.value('parley_client_failures_total', { what: 'message.read' })).toBe(5);
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

describe('what administrators see', () => {
  it('is there however much was counted', async () => {
    const chat = await start({ ANALYTICS: 'on' });
    const chief = await chat.registerAdmin();
    const most = 3_000_000_000;
    const buckets = `array_fill(0::bigint, ARRAY[${timingBounds.length}]) || ${most}::bigint`;
    await chat.db.query(`INSERT INTO client_hours VALUES (clock_timestamp(), 'api', ${most}, ${most}, ${buckets})`);
    await chat.db.query(`INSERT INTO usage_days VALUES (current_date, 'messages.send', ${most})`);
    await chat.db.query(`INSERT INTO message_days VALUES (current_date - 1, 'group', ${most})`);
    const { status, body } = await chief.api.get('/admin/insight');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      delivery: [{ name: 'api', count: most, failures: most, p50: 60_000 }],
      use: expect.arrayContaining([{ event: 'messages.send', today: most, month: most }]),
    });
    expect((body as { days: { group: number }[] }).days[12]?.group).toBe(most);
  });

  it('is who was there and what was said where, by day', async () => {
    const chat = await start();
    const [chief, ana, ben] = [await chat.registerAdmin(), await chat.register('Ana'), await chat.register('Ben')];
    const [group, direct] = [await startGroup(ana, [ben]), await startDirect(ana, ben)];
    for (const id of [group, group, direct]) await say(ana, id);
    await chat.db.query(`UPDATE messages SET created_at = created_at - interval '3 days' WHERE conversation_id = $id`, {
      id: direct,
    });
    await chat.db.query(`INSERT INTO people_days VALUES (current_date - 5, $id)`, { id: ana.me.id });
    await chat.db.query(`UPDATE people_days SET day = current_date - 20 WHERE user_id = $id`, { id: ben.me.id });
    const { body } = await chief.api.get('/admin/insight');
    const { days, active, use } = body as {
      days: { people: number; direct: number; group: number }[];
      active: object;
      use: unknown;
    };
    expect(active).toEqual({ day: 2, week: 2, month: 3 });
    expect(days).toHaveLength(14);
    expect([days[13], days[10], days[8]]).toMatchObject([
      { people: 2, direct: 0, group: 2 },
      { people: 0, direct: 1, group: 0 },
      { people: 1, direct: 0, group: 0 },
    ]);
    expect(use).toBeNull();
  });

  it('is the last hour, and the slowest routes', async () => {
    const chat = await start();
    const [chief, ana] = [await chat.registerAdmin(), await chat.register('Ana')];
    const id = await startGroup(ana, []);
    await say(ana, id);
    await ana.api.get('/people/not-an-id');
    const { body } = await chief.api.get('/admin/live');
    const { nodes, heard, points, slowest } = body as {
      nodes: number;
      heard: number;
      points: { sends: number; refused: number; requests: number; sendP50: number | null }[];
      slowest: { route: string }[];
    };
    const sum = (pick: (point: (typeof points)[number]) => number) =>
      points.reduce((all, point) => all + pick(point), 0);
    expect([nodes, heard]).toEqual([1, 1]);
    expect([sum(({ sends }) => sends), sum(({ refused }) => refused)]).toEqual([1, 1]);
    expect(points.filter(({ sendP50 }) => sendP50 !== null)).toMatchObject([{ sends: 1 }]);
    expect(slowest.map(({ route }) => route)).toContain('messages.send');
  });
});

describe('several nodes', () => {
  it('are one in the plots, whichever answers', async () => {
    const north = await start({ REDIS_URL: inject('redisUrl') });
    const south = await createService(loadEnv(north.settings));
    ends.push(() => south.close());
    const { url } = await south.listen();
    const southern = (cookie: string) => createApi(url, cookie);
    const [chief, ana] = [await north.registerAdmin(), await north.register('Ana')];
    const id = await startGroup(ana, []);
    const anaInTheSouth = southern(ana.cookie);
    await say(ana, id);
    await say({ api: anaInTheSouth }, id);
    await say({ api: anaInTheSouth }, id);
    const live = async (api: typeof chief.api) => {
      const { body } = await api.get('/admin/live');
      const { nodes, heard, points, slowest } = body as {
        nodes: number;
        heard: number;
        points: { sends: number }[];
        slowest: { route: string; count: number }[];
      };
      const sends = points.reduce((sum, point) => sum + point.sends, 0);
      return { nodes, heard, sends, counted: slowest.find(({ route }) => route === 'messages.send')?.count };
    };
    for (const api of [chief.api, southern(chief.cookie)])
      await eventually(() => live(api)).toEqual({ nodes: 2, heard: 2, sends: 3, counted: 3 });
  });
});

describe('what is used', () => {
  it('is counted by day where the settings say so, and told to a sink with a signature', async () => {
    const heard: { signature: unknown; text: string }[] = [];
    const sink = createServer(async (asked, response) => {
      let text = '';
      for await (const chunk of asked) text += String(chunk);
      heard.push({ signature: asked.headers['x-parley-signature'], text });
      response.end();
    });
    await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve));
    ends.push(() => sink.close());
    const secret = 'a key of some length';
    const chat = await startTestService({
      env: {
        ANALYTICS: 'on',
        ANALYTICS_WEBHOOK_URL: `http://127.0.0.1:${(sink.address() as AddressInfo).port}/counts`,
        ANALYTICS_WEBHOOK_SECRET: secret,
      },
    });
    ends.push(chat.close);
    const [chief, ana] = [await chat.registerAdmin(), await chat.register('Ana')];
    const id = await startGroup(ana, [], 'canary');
    await say(ana, id, 'canary');
    await say(ana, id, 'canary');
    await chat.service.flush();
    expect((await chief.api.get('/admin/insight')).body).toMatchObject({
      use: expect.arrayContaining([{ event: 'messages.send', today: 2, month: 2 }]),
    });
    const [told] = heard;
    expect(told?.signature).toBe(
      `sha256=${createHmac('sha256', secret)
        .update(told?.text ?? '')
        .digest('hex')}`,
    );
    expect(JSON.parse(told?.text ?? '')).toMatchObject({ counts: { 'accounts.register': 2, 'messages.send': 2 } });
    expect(told?.text).not.toMatch(new RegExp(`canary|${id}|${ana.me.id}|${ana.me.username}`));
  });

  it('is counted to the last request of a node that ends: what was under way is answered, and counts', async () => {
    const chat = await startTestService({ env: { ANALYTICS: 'on' } });
    const later = openAnother(chat.settings.DATABASE_URL ?? '');
    ends.push(chat.close, later.close);
    const ana = await chat.register('Ana');
    const path = `/api/v1/conversations/${await startGroup(ana, [])}/messages`;
    const body = JSON.stringify({ id: crypto.randomUUID(), content: 'on a slow line' });
    const headers = {
      cookie: ana.cookie,
      origin: chat.url,
      'x-csrf': '1',
      'content-type': 'application/json',
      'content-length': body.length,
    };
    const slow = request(`${chat.url}${path}`, { method: 'POST', headers });
    const answered = once(slow, 'response');
    slow.write(body.slice(0, 10));
    const drained = setTimeout(200).then(() => chat.service.drain());
    await setTimeout(1_500);
    slow.end(body.slice(10));
    const [answer] = (await answered) as [IncomingMessage];
    answer.resume();
    expect(answer.statusCode).toBe(201);
    await drained;
    expect(await later.query("SELECT count FROM usage_days WHERE event = 'messages.send'")).toEqual([{ count: 1 }]);
  });

  it('is not counted where they do not', async () => {
    const chat = await start();
    const ana = await chat.register('Ana');
    await say(ana, await startGroup(ana, []));
    await chat.service.flush();
    expect(await chat.db.query('SELECT FROM usage_days')).toEqual([]);
  });
});
