import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Device } from './device.fixture.ts';
import { type Node, openRealtime, type RealtimeFixture } from './realtime.fixture.ts';
import { commitEdit, commitText, committedAt } from './record.fixture.ts';

let world: RealtimeFixture;
let ada: string;
let bob: string;
let conversation: string;

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
const say = async (node: Node, content: string) => {
  const committed = await commitText(world, conversation, ada, content);
  node.realtime.announcements.committed(committed);
  return committed.upTo;
};
/** Whatever was sent to him before this has come before it. */
const marker = async (node: Node, one: Device, userId: string, version: number) => {
  node.realtime.announcements.userChanged({ id: userId, version });
  await one.next('user.changed', (changed) => changed.version === version);
};
const membershipVersion = () =>
  world.db.query<{ version: number }>(
    'SELECT membership_version AS version FROM conversations WHERE id = $conversation',
    { conversation },
  );
const numbers = (one: Device) => one.all('event').flatMap(({ changes }) => changes.map(({ seq }) => seq));

describe('a removal fails closed', () => {
  it('gives him nothing after it, from a node that knew him as present', async () => {
    const [north, south] = [await world.node(), await world.node()];
    const [his, hers] = [await device(south, bob), await device(south, ada)];
    await say(north, 'warms the cache of the north');
    await his.next('event', ({ upTo }) => upTo === 2);

    // The removal is committed by the south; the north hears of it by the version of its next commit alone.
    const left = await world.remove(conversation, bob);
    await say(north, 'behind his back');
    await hers.next('event', ({ upTo }) => upTo === left + 1);
    await marker(north, his, bob, 2);
    expect(numbers(his)).toEqual([2]);

    south.realtime.announcements.committed(await committedAt(world, conversation, left));
    expect(await his.next('membership.ended')).toEqual({ epoch: await world.epoch(), c: conversation, seq: left });
    await marker(south, his, bob, 3);
    expect(numbers(his)).toEqual([2]);
    expect(his.all('event').every(({ upTo }) => upTo < left)).toBe(true);
  });

  it('keeps from him also what was committed before it and announced after', async () => {
    const north = await world.node();
    const [his, hers] = [await device(north, bob), await device(north, ada)];
    const before = await commitText(world, conversation, ada, 'just before');
    await world.remove(conversation, bob);
    north.realtime.announcements.committed(before);
    await hers.next('event');
    await marker(north, his, bob, 2);
    expect(his.all('event')).toEqual([]);
  });

  it('gives him nothing after it also in another life of the database, in which fewer had come and gone', async () => {
    const north = await world.node();
    const [his, hers] = [await device(north, bob), await device(north, ada)];
    const [{ version } = { version: 0 }] = await membershipVersion();
    const eve = await world.person('Eve');
    await world.join(conversation, eve);
    await world.remove(conversation, eve);
    const warm = await say(north, 'warms the cache');
    await his.next('event', ({ upTo }) => upTo === warm);

    // Restored to what was before Eve; there he is removed.
    await world.db.query('UPDATE conversations SET membership_version = $version WHERE id = $conversation', {
      conversation,
      version,
    });
    await world.remove(conversation, bob);
    const behind = await commitText(world, conversation, ada, 'behind his back');
    expect(behind.membershipVersion).toBe(version + 1);
    north.realtime.announcements.committed({ ...behind, epoch: 'another life' });
    await hers.next('event', ({ upTo }) => upTo === behind.upTo);
    await marker(north, his, bob, 2);
    expect(numbers(his)).toEqual([warm]);
  });

  it('takes typing neither from him nor to him', async () => {
    const [north, south] = [await world.node(), await world.node()];
    const [his, hers] = [await device(south, bob), await device(north, ada)];
    expect(await hers.ask('typing', { c: conversation, active: true })).toEqual({ ok: true });
    await his.next('typing');
    await world.remove(conversation, bob);
    expect(await his.ask('typing', { c: conversation, active: true })).toEqual({ ok: false, code: 'NOT_FOUND' });
    expect(await hers.ask('typing', { c: conversation, active: false })).toEqual({ ok: true });
    await marker(north, his, bob, 2);
    expect(his.all('typing')).toHaveLength(1);
    expect(hers.all('typing')).toEqual([]);
  });
});

describe('one who comes later', () => {
  it('gets his joining, and with full history the edit of what was before', async () => {
    const north = await world.node();
    const old = await say(north, 'old');
    const eve = await world.person('Eve');
    const hers = await device(north, eve);
    const joined = await world.join(conversation, eve);
    north.realtime.announcements.committed(await committedAt(world, conversation, joined));
    const frame = await hers.next('event');
    expect(frame.changes.map(({ kind }) => kind)).toEqual(['message', 'participant']);
    north.realtime.announcements.committed(await commitEdit(world, conversation, old, 'old, edited'));
    expect((await hers.next('event', ({ upTo }) => upTo === joined + 1)).changes).toHaveLength(1);
  });

  it('gets nothing that was committed before he came and is announced only after', async () => {
    const north = await world.node();
    const before = await commitText(world, conversation, ada, 'may be gone by the time he looks');
    const eve = await world.person('Eve');
    const [hers, his] = [await device(north, eve), await device(north, bob)];
    const joined = await world.join(conversation, eve);
    north.realtime.announcements.committed(before);
    north.realtime.announcements.committed(await committedAt(world, conversation, joined));
    await his.next('event', ({ from }) => from === before.from);
    expect(await hers.next('event')).toMatchObject({ from: joined - 1, upTo: joined });
    expect(hers.all('event')).toHaveLength(1);
  });

  it('never gets the edit of what he may not see, only the move of his cursor', async () => {
    conversation = await world.conversation([ada, bob], { historyPolicy: 'since_join' });
    const north = await world.node();
    const old = await say(north, 'a secret of before');
    const eve = await world.person('Eve');
    const [hers, his] = [await device(north, eve), await device(north, bob)];
    const joined = await world.join(conversation, eve);
    north.realtime.announcements.committed(await committedAt(world, conversation, joined));
    const edit = await commitEdit(world, conversation, old, 'a secret, edited');
    north.realtime.announcements.committed(edit);

    const blind = await hers.next('event', ({ upTo }) => upTo === edit.upTo);
    expect(blind).toMatchObject({ from: edit.from, changes: [] });
    expect((await his.next('event', ({ upTo }) => upTo === edit.upTo)).changes).toHaveLength(1);
    const own = await say(north, 'for all');
    await hers.next('event', ({ upTo }) => upTo === own);
    expect(JSON.stringify(hers.heard)).not.toContain('secret');
  });
});
