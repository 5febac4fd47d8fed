import { limits } from '@parley/shared/limits.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMetrics } from '../platform/metrics/metrics.ts';
import { eventually } from './eventually.fixture.ts';
import type { Membership } from './membership.ts';
import { type Node, openRealtime, type RealtimeFixture } from './realtime.fixture.ts';
import { commitEdit, commitText } from './record.fixture.ts';
import type { RealtimeTimings } from './timings.ts';

let world: RealtimeFixture;
let ada: string;
let bob: string;
let conversation: string;

const quick: Partial<RealtimeTimings> = { heartbeatEvery: 100, deadAfter: 600, sweepOlderThan: 0, announcedEvery: 20 };

beforeAll(async () => {
  world = await openRealtime();
});
beforeEach(async () => {
  [ada, bob] = await Promise.all([world.person('Ada'), world.person('Bob')]);
  conversation = await world.conversation([ada, bob]);
});
afterEach(() => world.closeNodes());
afterAll(() => world.close());

const device = async (node: Node, userId: string) => node.device((await world.signIn(userId)).cookie);
const announcedSeq = async () => {
  const sql = 'SELECT seq FROM announced WHERE conversation_id = $conversation';
  const [row] = await world.db.query<{ seq: number }>(sql, { conversation });
  return row?.seq ?? 0;
};

describe('what a dead node left', () => {
  it('is announced by another when its heartbeat ends', async () => {
    const [north, south] = [await world.node({ timings: quick }), await world.node({ timings: quick })];
    const his = await device(south, bob);
    await eventually(announcedSeq).toBe(1);
    // Committed, and killed before it said so.
    await commitText(world, conversation, ada, 'the last words of the north');
    await north.crash();
    const frame = await his.next('event', ({ upTo }) => upTo === 2);
    expect(frame.from).toBe(1);
    expect(frame.changes).toMatchObject([{ message: { content: 'the last words of the north' } }]);
    await eventually(announcedSeq).toBe(2);
  });

  it('is announced soon by the node itself, when the answer to its commit was lost', async () => {
    const node = await world.node({ timings: { ...quick, sweepEvery: 60_000, sweepAfterDoubt: 20 } });
    const his = await device(node, bob);
    await eventually(announcedSeq).toBe(1);
    await commitText(world, conversation, ada, 'stored, and nobody knew');
    node.realtime.doubted();
    const frame = await his.next('event', ({ upTo }) => upTo === 2);
    expect(frame.changes).toMatchObject([{ message: { content: 'stored, and nobody knew' } }]);
  });

  it('is announced soon after each lost answer, also when another was lost just before', async () => {
    const timings = { ...quick, sweepEvery: 60_000, sweepOlderThan: 500, sweepAfterDoubt: 600 };
    const node = await world.node({ timings });
    const his = await device(node, bob);
    node.realtime.doubted();
    await eventually(announcedSeq).toBe(1);
    node.realtime.doubted();
    // By then the look after the first doubt is near, and what was stored just now too young for it.
    await new Promise((resolve) => setTimeout(resolve, 400));
    await commitText(world, conversation, ada, 'stored, and nobody knew either');
    node.realtime.doubted();
    await his.next('event', ({ upTo }) => upTo === 2);
  });

  it('is announced though the clock of the database was set back since it was committed', async () => {
    const node = await world.node({ timings: { ...quick, sweepEvery: 100 } });
    const his = await device(node, bob);
    await eventually(announcedSeq).toBe(1);
    // Times of the record never run backwards: after a clock was set back by an hour they are an hour ahead of it.
    await world.db.query(
      "UPDATE conversations SET last_change_at = clock_timestamp() + interval '1 hour' WHERE id = $id",
      {
        id: conversation,
      },
    );
    await commitText(world, conversation, ada, 'an hour ago, or in an hour');
    await his.next('event', ({ upTo }) => upTo === 2);
  });

  it('is announced at the start of the next, when nobody was left', async () => {
    await commitText(world, conversation, ada, 'into the dark');
    const node = await world.node({ timings: quick });
    await eventually(announcedSeq).toBe(2);
    expect(node.realtime.ready()).toBe(true);
  });

  it('is shown as it is now, to those who are in now', async () => {
    conversation = await world.conversation([ada, bob], { historyPolicy: 'since_join' });
    const eve = await world.person('Eve');
    const south = await world.node({ timings: { ...quick, sweepEvery: 60_000 } });
    const [his, hers, own] = [await device(south, bob), await device(south, eve), await device(south, ada)];
    await eventually(announcedSeq).toBe(1);
    const { upTo } = await commitText(world, conversation, ada, 'first');
    const left = await world.remove(conversation, bob);
    const joined = await world.join(conversation, eve);
    const { upTo: head, epoch } = await commitEdit(world, conversation, upTo, 'as it is now');
    await world.node({ timings: quick });
    const frame = await own.next('event', ({ upTo }) => upTo === head);
    expect(JSON.stringify(frame)).toContain('as it is now');
    expect(await his.next('membership.ended', ({ seq }) => seq === left)).toEqual({
      epoch,
      c: conversation,
      seq: left,
    });
    const seen = await hers.next('event', ({ upTo }) => upTo === head);
    expect(seen.changes.flatMap((change) => (change.kind === 'message' ? [change.message.seq] : []))).toEqual([joined]);
    expect(his.all('event').every(({ upTo }) => upTo < left)).toBe(true);
  });

  it('cuts nobody for reading slowly, however long it is: he is poked', async () => {
    const south = await world.node({ timings: { ...quick, sweepEvery: 60_000 } });
    const his = await device(south, bob);
    await eventually(announcedSeq).toBe(1);
    await commitText(world, conversation, ada, ...Array.from({ length: 120 }, () => 'x'.repeat(limits.contentBytes)));
    await world.node({ timings: quick });
    expect(await his.next('event')).toMatchObject({ from: 121, upTo: 121, changes: [] });
    await commitText(
      world,
      conversation,
      ada,
      ...Array.from({ length: 30 }, () => 'y'.repeat(limits.contentBytes / 2)),
    );
    await world.node({ timings: quick });
    const frame = await his.next('event', ({ upTo }) => upTo === 151);
    expect([frame.from, frame.changes.length]).toEqual([121, 30]);
    expect(his.socket.connected).toBe(true);
  });

  it('is poked where it is far behind', async () => {
    const south = await world.node({ timings: { ...quick, sweepEvery: 60_000 } });
    const his = await device(south, bob);
    await eventually(announcedSeq).toBe(1);
    await commitText(world, conversation, ada, ...Array.from({ length: 201 }, (_, number) => `${number}`));
    const north = await world.node({ timings: quick });
    expect(await his.next('event')).toEqual({
      epoch: await world.epoch(),
      c: conversation,
      from: 202,
      upTo: 202,
      changes: [],
    });
    await eventually(announcedSeq).toBe(202);
    expect(north.realtime.degraded()).toBe(false);
  });
});

describe('what a node could not announce', () => {
  it('is announced by its sweeper in a moment, and counted as swept', async () => {
    let isAway = false;
    const membership = (real: Membership): Membership => ({
      ...real,
      at: (...asked) => (isAway ? Promise.reject(new Error('nobody can be asked')) : real.at(...asked)),
    });
    const metrics = createMetrics();
    const timings = { ...quick, sweepEvery: 60_000, sweepAfterReturn: 50 };
    const node = await world.node({ timings, metrics, overrides: { membership } });
    const count = async (name: string) => {
      const line = (await metrics.instruments.text()).split('\n').find((one) => one.startsWith(`${name} `));
      return Number(line?.split(' ').at(-1));
    };
    const his = await device(node, bob);
    await eventually(announcedSeq).toBe(1);
    const before = await count('parley_swept_conversations_total');
    isAway = true;
    node.realtime.announcements.committed(await commitText(world, conversation, ada, 'to whom?'));
    await his.next('event', ({ upTo }) => upTo === 2);
    expect(await count('parley_announcements_owed_total')).toBe(1);
    expect(await count('parley_swept_conversations_total')).toBe(before + 1);
  });
});

describe('presence', () => {
  it('comes and goes with the sockets, and goes with a node that dies', async () => {
    const timings = { ...quick, presenceEvery: 50 };
    const [north, south] = [await world.node({ timings }), await world.node({ timings })];
    const his = await device(south, bob);
    const hers = await device(north, ada);
    const online = ({ presences }: { presences: { userId: string; online: boolean }[] }) =>
      presences.some((one) => one.userId === ada && one.online);
    const offline = ({ presences }: { presences: { userId: string; online: boolean }[] }) =>
      presences.some((one) => one.userId === ada && !one.online);
    await his.next('presence', online);
    expect(await south.realtime.presences(bob)).toMatchObject([{ userId: ada, online: true }]);

    hers.close();
    await his.next('presence', offline);
    const [seen] = await south.realtime.presences(bob);
    expect(seen?.online).toBe(false);
    expect(Date.now() - Date.parse(seen?.lastSeenAt ?? '')).toBeLessThan(10_000);

    await device(north, ada);
    await eventually(() => his.all('presence').filter(online).length).toBe(2);
    const before = his.all('presence').filter(offline).length;
    await north.crash();
    await eventually(() => his.all('presence').filter(offline).length, { timeout: 5_000 }).toBeGreaterThan(before);
    expect(await south.realtime.presences(bob)).toMatchObject([{ userId: ada, online: false }]);
  });

  it('stays while another node holds a socket of his', async () => {
    const timings = { ...quick, presenceEvery: 50 };
    const [north, south] = [await world.node({ timings }), await world.node({ timings })];
    const his = await device(south, bob);
    await device(north, ada);
    await device(south, ada);
    await eventually(async () => (await heldBy(ada)).length).toBe(2);
    await north.crash();
    await eventually(async () => (await heldBy(ada)).length).toBe(1);
    expect(await south.realtime.presences(bob)).toMatchObject([{ userId: ada, online: true }]);
    south.realtime.announcements.userChanged({ id: bob, version: 2 });
    await his.next('user.changed');
    expect(
      his
        .all('presence')
        .flatMap(({ presences }) => presences)
        .some(({ online }) => !online),
    ).toBe(false);
  });

  const heldBy = (userId: string) =>
    world.db.query<{ node_id: string }>('SELECT node_id FROM node_users WHERE user_id = $userId', { userId });
});
