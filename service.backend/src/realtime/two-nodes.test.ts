import { limits } from '@parley/shared/limits.ts';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { eventually } from './eventually.fixture.ts';
import { type Node, openRealtime, type RealtimeFixture } from './realtime.fixture.ts';
import { commitText } from './record.fixture.ts';

let world: RealtimeFixture;
let ada: string;
let bob: string;
let eve: string;
let conversation: string;
let north: Node;
let south: Node;

beforeAll(async () => {
  world = await openRealtime();
});
afterEach(() => world.closeNodes());
afterAll(() => world.close());

beforeEach(async () => {
  [ada, bob, eve] = await Promise.all([world.person('Ada'), world.person('Bob'), world.person('Eve')]);
  conversation = await world.conversation([ada, bob]);
  // The early second look at a new socket's session would hide whether a notice came.
  const timings = { sessionsSoon: 0 };
  [north, south] = await Promise.all([world.node({ timings }), world.node({ timings })]);
});

const device = async (node: Node, userId: string) => node.device((await world.signIn(userId)).cookie);

describe('two nodes over one Redis', () => {
  it('brings a message from one node to a device on the other, and to nobody else', async () => {
    const [hers, his, stranger] = await Promise.all([device(north, ada), device(south, bob), device(south, eve)]);
    const committed = await commitText(world, conversation, ada, 'hello from the north');
    north.realtime.announcements.committed(committed);

    for (const one of [hers, his]) {
      const frame = await one.next('event');
      expect(frame).toMatchObject({ epoch: await world.epoch(), c: conversation, from: 1, upTo: 2 });
      expect(frame.changes).toMatchObject([{ kind: 'message', seq: 2, message: { content: 'hello from the north' } }]);
    }
    // Something she may hear comes after it on the same way: what was sent before would have come before.
    south.realtime.announcements.userChanged({ id: eve, version: 2 });
    await stranger.next('user.changed');
    expect(stranger.all('event')).toEqual([]);
  });

  it('cuts nobody for reading slowly where one commit is longer than a frame may be: he is poked', async () => {
    const his = await device(south, bob);
    const long = Array.from({ length: 100 }, () => 'x'.repeat(limits.contentBytes));
    north.realtime.announcements.committed(await commitText(world, conversation, ada, ...long));
    expect(await his.next('event')).toMatchObject({ from: 101, upTo: 101, changes: [] });
    north.realtime.announcements.committed(await commitText(world, conversation, ada, 'and short again'));
    expect(await his.next('event', ({ upTo }) => upTo === 102)).toMatchObject({ from: 101, changes: [{ seq: 102 }] });
    expect(his.socket.connected).toBe(true);
  });

  it('notes what was announced, so that nobody sweeps it', async () => {
    const committed = await Promise.all(
      ['one', 'two', 'three'].map((text) => commitText(world, conversation, ada, text)),
    );
    north.realtime.announcements.committed({ ...(await first()), upTo: 1 });
    for (const one of committed) north.realtime.announcements.committed(one);
    await eventually(() => announcedSeq()).toBe(4);

    async function first() {
      const changes = await world.log.changesIn({ conversationId: conversation, from: 0, upTo: 1, visibleFromSeq: 0 });
      return { epoch: await world.epoch(), conversationId: conversation, from: 0, membershipVersion: 1, changes };
    }
    async function announcedSeq() {
      const [row] = await world.db.query<{ seq: number }>(
        'SELECT seq FROM announced WHERE conversation_id = $conversation',
        {
          conversation,
        },
      );
      return row?.seq;
    }
  });

  it('closes the sockets of an ended session on both nodes within a second, and only those', async () => {
    const session = await world.signIn(ada);
    const devices = await Promise.all([north.device(session.cookie), south.device(session.cookie)]);
    const other = await device(south, ada);
    const began = Date.now();
    await north.sessions.end({ userId: ada, sessionId: session.sessionId });
    for (const one of devices) {
      await one.next('session.revoked', () => true, 1_000);
      await eventually(() => one.socket.connected, { timeout: 1_000, interval: 10 }).toBe(false);
    }
    expect(Date.now() - began).toBeLessThan(1_000);
    expect(other.socket.connected).toBe(true);
  });

  it('shows who types to the others and takes it from participants only', async () => {
    const [hers, his, stranger] = await Promise.all([device(north, ada), device(south, bob), device(south, eve)]);
    expect(await hers.ask('typing', { c: conversation, active: true })).toEqual({ ok: true });
    expect(await his.next('typing')).toEqual({ c: conversation, userId: ada, active: true });

    const random = '00000000-0000-4000-8000-000000000000';
    const refusal = await stranger.ask('typing', { c: conversation, active: true });
    expect(refusal).toEqual({ ok: false, code: 'NOT_FOUND' });
    expect(await stranger.ask('typing', { c: random, active: true })).toEqual(refusal);
    expect(await his.ask('typing', { c: conversation, active: false })).toEqual({ ok: true });
    await hers.next('typing', ({ userId }) => userId === bob);
    expect(hers.all('typing').map(({ userId }) => userId)).toEqual([bob]);
    expect(stranger.all('typing')).toEqual([]);
  });

  it('asks the others what they counted, and does without one that does not answer', async () => {
    const west = await world.node({ counted: () => 'what the west counted' });
    const silent = new Redis(inject('redisUrl'));
    await silent.subscribe('socket.io-request#/#');
    await eventually(() => north.realtime.others()).toContain('what the west counted');
    expect(await west.realtime.others()).not.toContain('what the west counted');
    silent.disconnect();
  });

  it('tells a new name to those who share a conversation', async () => {
    const his = await device(south, bob);
    north.realtime.announcements.userChanged({ id: ada, version: 7 });
    expect(await his.next('user.changed')).toEqual({ id: ada, version: 7 });
  });

  it('tells marks to the others gathered, and to own devices at once', async () => {
    const [hers, his] = await Promise.all([device(south, ada), device(south, bob)]);
    const epoch = await world.epoch();
    const me = {
      joinedSeq: 1,
      visibleFromSeq: 0,
      role: 'member',
      unreadMarkSeq: null,
      archivedSeq: null,
      rowVersion: 2,
      unread: { count: 0, atSeq: 1 },
    } as const;
    for (const readSeq of [3, 5, 4]) {
      const mark = { userId: ada, deliveredSeq: 6, readSeq };
      north.realtime.announcements.marked({
        epoch,
        conversationId: conversation,
        mark,
        me: { ...me, deliveredSeq: 6, readSeq },
      });
    }
    expect(await his.next('receipt')).toEqual({
      epoch,
      c: conversation,
      marks: [{ userId: ada, deliveredSeq: 6, readSeq: 5 }],
    });
    expect(his.all('inbox')).toEqual([]);
    expect(hers.all('inbox').map(({ me: { readSeq } }) => readSeq)).toEqual([3, 5, 4]);
  });

  it('tells the marks of many conversations, though they rise in the same moment', async () => {
    const others = await Promise.all(Array.from({ length: 8 }, () => world.conversation([ada, bob])));
    const his = await device(north, bob);
    const epoch = await world.epoch();
    const state = {
      joinedSeq: 1,
      visibleFromSeq: 0,
      role: 'member',
      unreadMarkSeq: null,
      archivedSeq: null,
      rowVersion: 2,
      deliveredSeq: 5,
      readSeq: 5,
    } as const;
    const me = { ...state, unread: { count: 0, atSeq: 5 } };
    for (const conversationId of others) {
      const mark = { userId: ada, deliveredSeq: 5, readSeq: 5 };
      north.realtime.announcements.marked({ epoch, conversationId, mark, me });
    }
    await eventually(() => new Set(his.all('receipt').map(({ c }) => c)).size).toBe(others.length);
  });
});
