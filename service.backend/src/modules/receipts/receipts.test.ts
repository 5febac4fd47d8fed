import { randomUUID } from 'node:crypto';
import { limits } from '@parley/shared/limits.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecord, type RecordFixture } from '../log/log.fixture.ts';
import { actor, type Node, openNode } from '../messages/message.fixture.ts';

let record: RecordFixture;
let node: Node;
let ada: string;
let bob: string;
let eve: string;

beforeAll(async () => {
  record = await openRecord();
  node = openNode(record.db);
  [ada, bob, eve] = await Promise.all([record.person('Ada'), record.person('Bob'), record.person('Eve')]);
});
afterAll(() => record.close());

/** A conversation in which Ada has said `count` things, numbered from 2 on. */
async function told(count: number): Promise<string> {
  const conversation = await record.conversation([ada, bob]);
  for (let index = 0; index < count; index++) await node.say(ada, conversation, `news ${index}`);
  return conversation;
}

const put = async (user: string, conversationId: string, claim: { readSeq?: number; deliveredSeq?: number }) =>
  node.receipts.put(actor(user), { conversationId, epoch: await node.epoch(), ...claim });

const advances = (conversation: string) =>
  record.db.query<{ delivered_seq: number; read_seq: number }>(
    `SELECT delivered_seq, read_seq FROM receipt_advances WHERE conversation_id = $conversation ORDER BY at`,
    { conversation },
  );

describe('a receipt', () => {
  it('says how far, and what is left to read; the others and my other devices hear of it', async () => {
    const conversation = await told(4);
    node.marked.length = 0;
    const answer = await put(bob, conversation, { deliveredSeq: 5, readSeq: 3 });
    expect(answer).toMatchObject({ asOf: 5, joinedSeq: 1, readSeq: 3, deliveredSeq: 5, rowVersion: 2 });
    expect(answer.unread).toEqual({ count: 2, atSeq: 5 });
    // What a send raised is told apart, whenever it comes.
    expect(node.marked.filter(({ mark }) => mark.userId === bob)).toMatchObject([
      {
        conversationId: conversation,
        mark: { userId: bob, deliveredSeq: 5, readSeq: 3 },
        me: { rowVersion: 2, unread: answer.unread },
      },
    ]);
  });

  it('never falls, never exceeds the head, and read is delivered', async () => {
    const conversation = await told(4);
    expect(await put(bob, conversation, { readSeq: 4 })).toMatchObject({ readSeq: 4, deliveredSeq: 4 });
    expect(await put(bob, conversation, { readSeq: 2, deliveredSeq: 3 })).toMatchObject({
      readSeq: 4,
      deliveredSeq: 4,
    });
    expect(await put(bob, conversation, { deliveredSeq: 1005 })).toMatchObject({ readSeq: 4, deliveredSeq: 5 });
    expect(await put(bob, conversation, { readSeq: 1005 })).toMatchObject({ readSeq: 5, deliveredSeq: 5 });
    expect(await put(bob, conversation, {})).toMatchObject({ readSeq: 5, deliveredSeq: 5, rowVersion: 4 });
  });

  it('keeps one row an advance, and none for what advanced nothing', async () => {
    const conversation = await told(3);
    await put(bob, conversation, { deliveredSeq: 4 });
    await put(bob, conversation, { readSeq: 3 });
    await put(bob, conversation, { readSeq: 3 });
    await put(bob, conversation, { readSeq: 2, deliveredSeq: 2 });
    expect(await advances(conversation)).toEqual([
      { delivered_seq: 4, read_seq: 1 },
      { delivered_seq: 4, read_seq: 3 },
    ]);
  });

  it('is for participants, of this epoch', async () => {
    const conversation = await told(1);
    await expect(put(eve, conversation, { readSeq: 2 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(put(eve, randomUUID(), { readSeq: 2 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const foreign = node.receipts.put(actor(bob), { conversationId: conversation, epoch: 'another', readSeq: 2 });
    await expect(foreign).rejects.toMatchObject({ code: 'EPOCH_CHANGED' });
    await record.remove(conversation, bob);
    await expect(put(bob, conversation, { readSeq: 2 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('ends at the highest, in whatever order three devices send theirs, at once and repeatedly', async () => {
    const conversation = await told(20);
    const claim = fc.record({
      readSeq: fc.integer({ min: 0, max: 40 }),
      deliveredSeq: fc.integer({ min: 0, max: 40 }),
    });
    let read = 1;
    let delivered = 1;
    await fc.assert(
      fc.asyncProperty(fc.array(claim, { minLength: 1, maxLength: 6 }), async (claims) => {
        const answers = await Promise.all(claims.map((one) => put(bob, conversation, one)));
        for (const { readSeq, deliveredSeq } of claims) {
          read = Math.max(read, Math.min(21, readSeq));
          delivered = Math.max(delivered, Math.min(21, Math.max(readSeq, deliveredSeq)));
        }
        const last = await put(bob, conversation, {});
        expect([last.readSeq, last.deliveredSeq]).toEqual([read, delivered]);
        for (const answer of answers) expect(answer.readSeq).toBeLessThanOrEqual(read);
      }),
      { numRuns: 60 },
    );
  });
});

describe('what sockets say was delivered', () => {
  it('rises in many conversations at once; what is not mine, or of another epoch, is passed over', async () => {
    const conversations = await Promise.all([told(2), told(3), told(1)]);
    const foreign = await record.conversation([eve]);
    const [one = '', two = '', three = ''] = conversations;
    await put(bob, three, { deliveredSeq: 2 });
    const marks = [
      { c: one, seq: 2 },
      { c: one, seq: 3 },
      { c: two, seq: 900 },
      { c: three, seq: 2 },
      { c: foreign, seq: 1 },
      { c: randomUUID(), seq: 1 },
    ];
    expect(await node.receipts.deliveredFrom({ userId: bob }, { epoch: 'another', marks })).toEqual([]);
    node.marked.length = 0;
    const raised = await node.receipts.deliveredFrom({ userId: bob }, { epoch: await node.epoch(), marks });
    const seen = raised.map(({ conversationId, me }) => [conversationId, me.deliveredSeq, me.readSeq]);
    expect(new Map(seen.map(([id, ...rest]) => [id, rest]))).toEqual(
      new Map([
        [one, [3, 1]],
        [two, [4, 1]],
      ]),
    );
    const heard = node.marked.filter(({ mark }) => mark.userId === bob);
    expect(heard.map(({ conversationId }) => conversationId).toSorted()).toEqual([one, two].toSorted());
  });

  it('does not stop two devices that report the same conversations in opposite orders', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => told(6)));
    const epoch = await node.epoch();
    const report = (list: readonly string[], seq: number) =>
      node.receipts.deliveredFrom({ userId: bob }, { epoch, marks: list.map((c) => ({ c, seq })) });
    const rounds = [2, 3, 4, 5, 6, 7].flatMap((seq) => [report(ids, seq), report(ids.toReversed(), seq)]);
    await expect(Promise.all(rounds)).resolves.toHaveLength(12);
  });

  it('writes what several people say at once together, tells each his own, and the others once', async () => {
    const [one, two] = await Promise.all([told(3), told(3)]);
    const epoch = await node.epoch();
    const said = (userId: string, c: string, seq: number) =>
      node.receipts.deliveredFrom({ userId }, { epoch, marks: [{ c, seq }] });
    await said(bob, one, 2);
    node.marked.length = 0;
    // The first goes at once; the others wait for it and share.
    const states = await Promise.all([said(bob, two, 2), said(bob, one, 3), said(eve, one, 4), said(bob, one, 4)]);
    expect(states[0]).toMatchObject([{ userId: bob, conversationId: two, me: { deliveredSeq: 2 } }]);
    expect(states[1]).toMatchObject([{ userId: bob, conversationId: one, me: { deliveredSeq: 4 } }]);
    expect(states[2]).toEqual([]);
    expect(states[3]).toEqual(states[1]);
    // Her own words are told as Ada's mark, at their own time.
    const ofOne = node.marked.filter(({ conversationId, mark }) => conversationId === one && mark.userId !== ada);
    expect(ofOne.map(({ mark }) => mark)).toEqual([{ userId: bob, deliveredSeq: 4, readSeq: 1 }]);
  });

  it('does not carry a cursor of one membership into the next', async () => {
    const conversation = await told(2);
    await record.remove(conversation, bob);
    const joined = await record.join(conversation, bob);
    await node.say(ada, conversation, 'after');
    const epoch = await node.epoch();
    const marks = [{ c: conversation, seq: joined + 1, joinedSeq: 1 }];
    expect(await node.receipts.deliveredFrom({ userId: bob }, { epoch, marks })).toEqual([]);
  });
});

describe('unread', () => {
  it('is counted up to a limit', async () => {
    const conversation = await record.conversation([ada, bob]);
    await Promise.all(Array.from({ length: limits.unreadCounted + 5 }, (_, n) => node.say(ada, conversation, `${n}`)));
    expect((await put(bob, conversation, {})).unread.count).toBe(limits.unreadCounted);
  });

  it('equals a plain scan of what happened, whatever happened', async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ do: fc.constant('say' as const), who: fc.boolean() }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('read' as const), who: fc.boolean(), seq: fc.nat(30) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), nth: fc.nat(20) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('edit' as const), nth: fc.nat(20) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('rejoin' as const) }) },
    );
    const policy = fc.constantFrom('full' as const, 'since_join' as const);
    await fc.assert(
      fc.asyncProperty(policy, fc.array(step, { maxLength: 14 }), async (historyPolicy, steps) => {
        const conversation = await record.conversation([ada, bob], { historyPolicy });
        const said: { id: string; seq: number; who: string; gone: boolean }[] = [];
        const read = new Map([
          [ada, 1],
          [bob, 1],
        ]);
        const sight = new Map([
          [ada, 0],
          [bob, 0],
        ]);
        let head = 1;
        for (const one of steps) {
          if (one.do === 'say') {
            const who = one.who ? ada : bob;
            const { answer } = await node.say(who, conversation, 'words');
            if (read.get(who) === head) read.set(who, head + 1);
            head++;
            said.push({ ...answer.stored, who, gone: false });
          } else if (one.do === 'read') {
            const who = one.who ? ada : bob;
            await put(who, conversation, { readSeq: one.seq });
            read.set(who, Math.max(read.get(who) ?? 0, Math.min(head, one.seq)));
          } else if (one.do === 'rejoin') {
            await record.remove(conversation, bob);
            head = await record.join(conversation, bob);
            read.set(bob, head);
            if (historyPolicy === 'since_join') sight.set(bob, head);
          } else {
            const target = said[one.nth % (said.length || 1)];
            if (!target || target.gone || target.seq < (sight.get(target.who) ?? 0)) continue;
            const named = { conversationId: conversation, messageId: target.id };
            head++;
            if (one.do === 'delete') {
              await node.remove(actor(target.who), named);
              target.gone = true;
            } else {
              const { message } = await node
                .edit(actor(target.who), { ...named, content: randomUUID(), version: 1 })
                .catch((error) => {
                  if (error.code !== 'VERSION_BEHIND') throw error;
                  return node.edit(actor(target.who), {
                    ...named,
                    content: randomUUID(),
                    version: error.details.message.version,
                  });
                });
              expect(message.rev).toBe(head);
            }
          }
        }
        for (const who of [ada, bob]) {
          const answer = await put(who, conversation, {});
          const scan = said.filter(
            (message) =>
              !message.gone &&
              message.who !== who &&
              message.seq > (read.get(who) ?? 0) &&
              message.seq >= (sight.get(who) ?? 0),
          );
          expect([answer.readSeq, answer.unread]).toEqual([read.get(who), { count: scan.length, atSeq: head }]);
        }
      }),
      { numRuns: 200 },
    );
  }, 120_000);
});
