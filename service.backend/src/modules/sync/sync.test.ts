import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRecord, type RecordFixture } from '../log/log.fixture.ts';
import { actor, contentsOf } from '../messages/message.fixture.ts';
import { headOf, idsOf, openAt, openSyncing } from './sync.fixture.ts';

let record: RecordFixture;
let syncing: ReturnType<typeof openSyncing>;
let ada: string;
let bob: string;

beforeAll(async () => {
  record = await openRecord();
  syncing = openSyncing(record.db);
});
beforeEach(async () => {
  [ada, bob] = await Promise.all([record.person('Ada'), record.person('Bob')]);
});
afterAll(() => record.close());

describe('a sync', () => {
  it('tells a device that knows nothing everything that is mine, and nothing else', async () => {
    const mine = await Promise.all([record.conversation([ada, bob]), record.conversation([ada], {})]);
    await record.conversation([bob]);
    const answer = await syncing.sync(ada);
    expect(idsOf(answer)).toEqual(mine.toSorted());
    expect(answer).toMatchObject({ epoch: await record.epoch(), gone: [], coveredUpTo: null });
  });

  it('tells a device that is up to date nothing at all', async () => {
    await record.conversation([ada, bob]);
    await record.conversation([ada, bob], { kind: 'direct' });
    const { epoch, heads } = await syncing.held(ada);
    expect(await syncing.sync(ada, { epoch, heads })).toMatchObject({ conversations: [], gone: [], coveredUpTo: null });
  });

  it('tells what is new, what changed, what was read elsewhere, what the other read, and what is gone', async () => {
    const [quiet, busy, direct, left] = await Promise.all([
      record.conversation([ada, bob]),
      record.conversation([ada, bob]),
      record.conversation([ada, bob], { kind: 'direct' }),
      record.conversation([ada, bob]),
    ]);
    const { node } = syncing;
    await node.say(bob, quiet, 'read on another device');
    const { epoch, heads } = await syncing.held(ada);
    await node.receipts.put(actor(ada), { conversationId: quiet, epoch, readSeq: 2 });
    await node.say(bob, busy, 'news');
    await node.receipts.put(actor(bob), { conversationId: direct, epoch, readSeq: 1 });
    const leftAt = await record.remove(left, ada);
    const added = await record.conversation([ada, bob]);
    const same = await syncing.sync(ada, { epoch, heads });
    expect(idsOf(same)).toEqual([quiet, busy, added].toSorted());
    expect(same.gone).toEqual([{ c: left, seq: leftAt }]);

    const more = await record.conversation([ada, bob], {});
    await node.say(ada, direct, 'hello');
    await node.receipts.put(actor(bob), { conversationId: direct, epoch, readSeq: 2 });
    const peerAnswer = await syncing.sync(ada, {
      epoch,
      heads: [...heads, ...same.conversations.map((one) => headOf(one.summary))],
    });
    expect(idsOf(peerAnswer)).toContain(direct);
    expect(idsOf(peerAnswer)).toContain(more);
  });

  it('answers what was joined anew as another membership', async () => {
    const conversation = await record.conversation([ada, bob]);
    const { epoch, heads } = await syncing.held(ada);
    await record.remove(conversation, ada);
    const joined = await record.join(conversation, ada);
    const answer = await syncing.sync(ada, { epoch, heads, open: [openAt(conversation, 1, 1)] });
    expect(answer.gone).toEqual([]);
    expect(answer.conversations).toMatchObject([
      { summary: { me: { joinedSeq: joined } }, open: { kind: 'fresh', upTo: joined } },
    ]);
  });

  it('names as gone what was never mine just like what is not there', async () => {
    const foreign = await record.conversation([bob]);
    const nothing = randomUUID();
    const heads = [foreign, nothing].toSorted().map((c) => ({ c, cursor: 1, joinedSeq: 1, rowVersion: 1, peerSum: 0 }));
    const answer = await syncing.sync(ada, {
      heads,
      open: heads.map(({ c }) => openAt(c, 1)),
      ask: [foreign, nothing],
    });
    expect(answer.conversations).toEqual([]);
    expect(answer.gone.toSorted((a, b) => (a.c < b.c ? -1 : 1))).toEqual(heads.map(({ c }) => ({ c, seq: 1 })));
  });

  it('is refused for another epoch, and for a cursor that knows more than there is', async () => {
    const conversation = await record.conversation([ada]);
    const refused = { code: 'EPOCH_CHANGED', details: { epoch: await record.epoch() } };
    await expect(syncing.sync(ada, { epoch: 'another' })).rejects.toMatchObject(refused);
    await expect(syncing.sync(ada, { open: [openAt(conversation, 2)] })).rejects.toMatchObject(refused);
    const { heads } = await syncing.held(ada);
    const ahead = heads.map((head) => ({ ...head, cursor: head.cursor + 1 }));
    await expect(syncing.sync(ada, { heads: ahead })).rejects.toMatchObject(refused);
  });

  it('goes on with the changes after a cursor, or from the start', async () => {
    const conversation = await record.conversation([ada, bob]);
    const { node } = syncing;
    for (const content of ['one', 'two', 'three']) await node.say(bob, conversation, content);
    const [changes] = (await syncing.sync(ada, { open: [openAt(conversation, 2)] })).conversations;
    if (changes?.open?.kind !== 'changes') throw new Error('not continued');
    expect(changes.open).toMatchObject({ from: 2, upTo: 4, more: false });
    expect(contentsOf(changes.open.changes)).toEqual(['two', 'three']);
    expect(changes.open.marks.map(({ userId }) => userId).toSorted()).toEqual([ada, bob].toSorted());

    const [fresh] = (await syncing.sync(ada, { open: [openAt(conversation, null)] })).conversations;
    if (fresh?.open?.kind !== 'fresh') throw new Error('not fresh');
    expect(fresh.open).toMatchObject({ upTo: 4, page: { from: 0, upTo: 4, asOf: 4 } });
    expect(fresh.open.page.messages.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(fresh.open.participants.map(({ user }) => user.id).toSorted()).toEqual([ada, bob].toSorted());
    await record.db.query('UPDATE conversations SET log_floor = 3 WHERE id = $conversation', { conversation });
    expect((await syncing.sync(ada, { open: [openAt(conversation, 2)] })).conversations).toMatchObject([
      { open: { kind: 'fresh' } },
    ]);
  });

  it('notes what has come to the device by its cursors, and says so in the same answer', async () => {
    const conversation = await record.conversation([ada, bob]);
    await syncing.node.say(bob, conversation, 'one');
    const { epoch, heads } = await syncing.held(ada);
    expect(heads).toMatchObject([{ cursor: 2 }]);
    const answer = await syncing.sync(ada, { epoch, heads });
    expect(answer.conversations).toMatchObject([{ summary: { me: { deliveredSeq: 2, readSeq: 1, rowVersion: 2 } } }]);
    const after = { epoch, heads: answer.conversations.map(({ summary }) => headOf(summary)) };
    expect((await syncing.sync(ada, after)).conversations).toEqual([]);
  });

  it('takes the same number of statements for one conversation and for thirty', async () => {
    const count = async () => {
      syncing.counted.statements = 0;
      const { summaries } = await syncing.held(ada);
      const open = summaries
        .slice(0, 10)
        .map(({ conversation }, index) => openAt(conversation.id, index % 2 ? 1 : null));
      syncing.counted.statements = 0;
      await syncing.sync(ada, { open });
      return syncing.counted.statements;
    };
    await Promise.all([record.conversation([ada, bob]), record.conversation([ada, bob])]);
    const few = await count();
    await Promise.all(Array.from({ length: 28 }, () => record.conversation([ada, bob])));
    expect(await count()).toBe(few);
    expect(few).toBeLessThanOrEqual(9);
  });
});
