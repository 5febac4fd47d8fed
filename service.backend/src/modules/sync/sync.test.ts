import { randomUUID } from 'node:crypto';
import { digestOf } from '@parley/shared/digest.ts';
import { limits } from '@parley/shared/limits.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRecord, type RecordFixture } from '../log/log.fixture.ts';
import { actor, contentsOf } from '../messages/message.fixture.ts';
import { digestEntryOf, headOf, idsOf, openAt, openSyncing } from './sync.fixture.ts';

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

const held = async (user: string) => {
  const { epoch, conversations } = await syncing.sync(user);
  return {
    epoch,
    summaries: conversations.map(({ summary }) => summary),
    heads: conversations.map(({ summary }) => headOf(summary)),
  };
};

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
    const { epoch, heads } = await held(ada);
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
    const { epoch, heads } = await held(ada);
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
    const { epoch, heads } = await held(ada);
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
    const { heads } = await held(ada);
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
    const { epoch, heads } = await held(ada);
    expect(heads).toMatchObject([{ cursor: 2 }]);
    const answer = await syncing.sync(ada, { epoch, heads });
    expect(answer.conversations).toMatchObject([{ summary: { me: { deliveredSeq: 2, readSeq: 1, rowVersion: 2 } } }]);
    const after = { epoch, heads: answer.conversations.map(({ summary }) => headOf(summary)) };
    expect((await syncing.sync(ada, after)).conversations).toEqual([]);
  });

  it('takes the same number of statements for one conversation and for thirty', async () => {
    const count = async () => {
      syncing.counted.statements = 0;
      const { summaries } = await held(ada);
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

describe('slices of a sync', () => {
  it('stay below their measure in bytes and lead through everything, once', async () => {
    const ids = await Promise.all(Array.from({ length: 90 }, () => record.conversation([ada])));
    await Promise.all(ids.map((id) => syncing.node.say(ada, id, '\u0001'.repeat(limits.contentBytes))));
    const seen: string[] = [];
    let after: string | null = null;
    for (let slices = 0; slices < 30; slices++) {
      const answer = await syncing.sync(ada, { after });
      expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(limits.syncAnswerBytes * 1.1);
      seen.push(...idsOf(answer));
      after = answer.coveredUpTo;
      if (after === null) break;
    }
    expect(seen).toEqual(ids.toSorted());
  });

  it('judge new and gone only inside the range that was asked and covered', async () => {
    const ids = (await Promise.all(Array.from({ length: 4 }, () => record.conversation([ada])))).toSorted();
    const [first = '', second = '', third = '', fourth = ''] = ids;
    const { epoch, heads } = await held(ada);
    await Promise.all([record.remove(first, ada), record.remove(fourth, ada)]);
    const answer = await syncing.sync(ada, { epoch, after: first, upTo: third, heads: heads.slice(1, 2) });
    expect(idsOf(answer)).toEqual([third]);
    expect(answer.gone).toEqual([]);
    const rest = await syncing.sync(ada, { epoch, after: third, heads: heads.slice(3) });
    expect([idsOf(rest), rest.gone.map(({ c }) => c)]).toEqual([[], [fourth]]);
    const asked = await syncing.sync(ada, {
      epoch,
      after: first,
      upTo: second,
      heads: heads.slice(1, 2),
      ask: [third, second],
    });
    expect(idsOf(asked).toSorted()).toEqual([second, third]);
  });

  it('answer an open conversation in parts when it holds more than there is room for', async () => {
    const conversation = await record.conversation([ada, bob]);
    for (let index = 0; index < 50; index++) await syncing.node.say(bob, conversation, 'x'.repeat(limits.contentBytes));
    const fresh = await syncing.sync(ada, { open: [openAt(conversation, null)] });
    expect(Buffer.byteLength(JSON.stringify(fresh))).toBeLessThan(limits.syncAnswerBytes);
    const [one] = fresh.conversations;
    if (one?.open?.kind !== 'fresh') throw new Error('not fresh');
    const { from, messages } = one.open.page;
    expect(messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 51 - from }, (_, index) => from + 1 + index));
    expect(from).toBeGreaterThan(0);

    let cursor = 1;
    let parts = 0;
    for (; cursor < 51; parts++) {
      const answer = await syncing.sync(ada, { open: [openAt(conversation, cursor)] });
      const state = answer.conversations[0]?.open;
      if (state?.kind !== 'changes') throw new Error('not continued');
      expect([state.from, state.more]).toEqual([cursor, state.upTo < 51]);
      cursor = state.upTo;
    }
    expect(parts).toBe(2);
  });
});

describe('the quiet check', () => {
  it('is silent when nothing differs, and differs by whatever changes', async () => {
    const group = await record.conversation([ada, bob]);
    const direct = await record.conversation([ada, bob], { kind: 'direct' });
    const { node } = syncing;
    const epoch = await record.epoch();
    const sumOf = async (c: string) => {
      const [row] = await record.db.query<{ sum: number }>(
        'SELECT sum(read_seq + delivered_seq)::bigint AS sum FROM participants WHERE conversation_id = $c AND left_seq IS NULL',
        { c },
      );
      return { c, receipts: row?.sum ?? 0 };
    };
    const ask = async () => {
      const { summaries } = await held(ada);
      return { digest: digestOf(summaries.map(digestEntryOf)), open: [await sumOf(group), await sumOf(direct)] };
    };
    const events: [string, () => Promise<unknown>, { differs: boolean; receipts: string[] }][] = [
      ['a message', () => node.say(bob, group, 'news'), { differs: true, receipts: [group] }],
      [
        'my other device',
        () => node.receipts.put(actor(ada), { conversationId: group, epoch, readSeq: 2 }),
        { differs: true, receipts: [group] },
      ],
      [
        'somebody reads in a group',
        () => node.receipts.put(actor(bob), { conversationId: group, epoch, readSeq: 9 }),
        { differs: false, receipts: [] },
      ],
      [
        'somebody joins',
        async () => record.join(group, await record.person('Cy')),
        { differs: true, receipts: [group] },
      ],
      ['a direct message', () => node.say(ada, direct, 'you?'), { differs: true, receipts: [direct] }],
      [
        'he reads it',
        () => node.receipts.put(actor(bob), { conversationId: direct, epoch, readSeq: 2 }),
        { differs: true, receipts: [direct] },
      ],
      ['a new conversation', () => record.conversation([ada]), { differs: true, receipts: [] }],
    ];
    for (const [name, happen, expected] of events) {
      const { digest, open } = await ask();
      expect(await syncing.heads(ada, digest, open), `before ${name}`).toBeNull();
      await happen();
      const answer = await syncing.heads(ada, digest, open);
      const told = { differs: answer?.differs ?? false, receipts: answer?.receipts.map(({ c }) => c) ?? [] };
      expect(told, name).toEqual(expected);
    }
  });

  it('bears the marks of those present where the sums differ', async () => {
    const group = await record.conversation([ada, bob]);
    await syncing.node.say(ada, group, 'hello');
    const { summaries } = await held(ada);
    const answer = await syncing.heads(ada, digestOf(summaries.map(digestEntryOf)), [{ c: group, receipts: 1 }]);
    expect(answer).toEqual({
      epoch: await record.epoch(),
      differs: false,
      receipts: [
        {
          c: group,
          marks: [
            { userId: ada, deliveredSeq: 2, readSeq: 2 },
            { userId: bob, deliveredSeq: 1, readSeq: 1 },
          ].toSorted((a, b) => (a.userId < b.userId ? -1 : 1)),
        },
      ],
    });
  });

  it('says nothing of conversations that are not mine, and nothing in the name of another epoch', async () => {
    const foreign = await record.conversation([bob]);
    expect(await syncing.heads(ada, digestOf([]), [{ c: foreign, receipts: 0 }])).toBeNull();
    await expect(syncing.heads(ada, digestOf([]), [], 'another')).rejects.toMatchObject({ code: 'EPOCH_CHANGED' });
  });
});
