import { timingBounds } from '@parley/shared/models/telemetry.ts';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { loadEnv } from '../../platform/env.ts';
import { eventually } from '../../realtime/eventually.fixture.ts';
import { createService } from '../../service.ts';
import { createApi } from '../../testing/api.ts';
import { startDirect, startGroup } from '../../testing/conversations.ts';
import { startTestService, type TestService } from '../../testing/service.ts';
import { say } from './insight.fixture.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function start(env: Record<string, string> = {}): Promise<TestService> {
  const chat = await startTestService({ env });
  ends.push(chat.close);
  return chat;
}

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
