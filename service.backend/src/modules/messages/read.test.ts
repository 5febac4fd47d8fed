import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecord, type RecordFixture } from '../log/log.fixture.ts';
import { actor, contentsOf, type Node, openNode } from './message.fixture.ts';
import type { PageRequest } from './message.read.ts';

let record: RecordFixture;
let node: Node;
let ada: string;
let bob: string;
let busy: string;

// Numbers 2 to 31 are messages; 5 and 6 were changed later, which took 32 and 33.
beforeAll(async () => {
  record = await openRecord();
  node = openNode(record.db);
  [ada, bob] = await Promise.all([record.person('Ada'), record.person('Bob')]);
  busy = await record.conversation([ada, bob]);
  const ids = Array.from({ length: 30 }, () => randomUUID());
  for (const [index, id] of ids.entries()) await node.say(index % 2 ? ada : bob, busy, `m${index + 2}`, id);
  await node.edit(actor(ada), { conversationId: busy, messageId: ids[3] ?? '', content: 'm5 edited', version: 1 });
  await node.remove(actor(bob), { conversationId: busy, messageId: ids[4] ?? '' });
});
afterAll(() => record.close());

const page = async (request: Omit<PageRequest, 'conversationId'>, user = ada, conversationId = busy) => {
  const { from, upTo, messages } = await node.list(actor(user), { conversationId, ...request });
  return { from, upTo, seqs: messages.map(({ seq }) => seq) };
};

describe('a page of history', () => {
  it('is the newest when nothing is said, and covers up to the head', async () => {
    expect(await page({ limit: 3 })).toEqual({ from: 28, upTo: 33, seqs: [29, 30, 31] });
  });

  it('goes on before, and says when nothing is older', async () => {
    expect(await page({ beforeSeq: 29, limit: 3 })).toEqual({ from: 25, upTo: 28, seqs: [26, 27, 28] });
    expect(await page({ beforeSeq: 3, limit: 3 })).toEqual({ from: 0, upTo: 2, seqs: [1, 2] });
    expect(await page({ beforeSeq: 4, limit: 3 })).toEqual({ from: 0, upTo: 3, seqs: [1, 2, 3] });
    expect(await page({ beforeSeq: 0 })).toEqual({ from: 0, upTo: 0, seqs: [] });
  });

  it('goes on after, up to the head', async () => {
    expect(await page({ afterSeq: 2, limit: 3 })).toEqual({ from: 2, upTo: 5, seqs: [3, 4, 5] });
    expect(await page({ afterSeq: 28, limit: 3 })).toEqual({ from: 28, upTo: 33, seqs: [29, 30, 31] });
    expect(await page({ afterSeq: 500 })).toEqual({ from: 33, upTo: 33, seqs: [] });
  });

  it('lies around a number, which it holds', async () => {
    expect(await page({ aroundSeq: 10, limit: 4 })).toEqual({ from: 8, upTo: 12, seqs: [9, 10, 11, 12] });
    expect(await page({ aroundSeq: 1, limit: 4 })).toEqual({ from: 0, upTo: 3, seqs: [1, 2, 3] });
    expect(await page({ aroundSeq: 31, limit: 4 })).toEqual({ from: 29, upTo: 33, seqs: [30, 31] });
    expect(await page({ aroundSeq: 31, limit: 1 })).toEqual({ from: 30, upTo: 31, seqs: [31] });
  });

  it('holds all that is in the interval it claims, wherever it is asked for', async () => {
    const all = (await page({ limit: 100 })).seqs;
    const around = fc.constantFrom('beforeSeq', 'afterSeq', 'aroundSeq');
    await fc.assert(
      fc.asyncProperty(
        around,
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 1, max: 12 }),
        async (key, seq, limit) => {
          const { from, upTo, seqs } = await page({ [key]: seq, limit });
          expect(seqs).toEqual(all.filter((one) => one > from && one <= upTo));
          expect(seqs.length).toBeLessThanOrEqual(limit);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('leads through everything, once, in both directions', async () => {
    const back: number[] = [];
    for (let beforeSeq = 34; beforeSeq > 1; ) {
      const { from, seqs } = await page({ beforeSeq, limit: 7 });
      back.unshift(...seqs);
      beforeSeq = from + 1;
    }
    const forth: number[] = [];
    for (let afterSeq = 0; afterSeq < 33; ) {
      const { upTo, seqs } = await page({ afterSeq, limit: 7 });
      forth.push(...seqs);
      afterSeq = upTo;
    }
    const all = Array.from({ length: 31 }, (_, index) => index + 1);
    expect([back, forth]).toEqual([all, all]);
  });

  it('is for participants', async () => {
    const eve = await record.person('Eve');
    await expect(page({}, eve)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(page({}, ada, randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

const changes = async (afterSeq: number, limit: number, user = ada, conversationId = busy) =>
  node.changes(actor(user), { conversationId, epoch: await node.epoch(), afterSeq, limit });

describe('what changed after a cursor', () => {
  it('comes in ranges that join, as it is now, each message once a range', async () => {
    const first = await changes(1, 6);
    expect(first).toMatchObject({ limited: false, from: 1, upTo: 7, more: true, asOf: 33 });
    const last = await changes(31, 6);
    expect(last).toMatchObject({ from: 31, upTo: 33, more: false });
    if (first.limited || last.limited) throw new Error('limited');
    expect(contentsOf(first.changes)).toEqual(['m2', 'm3', 'm4', 'm5 edited', null, 'm7']);
    expect(last.changes).toMatchObject([
      { kind: 'message', seq: 32, message: { seq: 5, content: 'm5 edited' } },
      { kind: 'message', seq: 33, message: { seq: 6, content: null } },
    ]);
    expect(await changes(33, 6)).toMatchObject({ from: 33, upTo: 33, changes: [], more: false });
  });

  it('is limited for a cursor of an earlier membership, or below the cut of the log', async () => {
    const conversation = await record.conversation([ada, bob]);
    await node.say(ada, conversation, 'one');
    await record.remove(conversation, bob);
    const joined = await record.join(conversation, bob);
    expect(await changes(2, 10, bob, conversation)).toMatchObject({ limited: true, joinedSeq: joined, asOf: joined });
    expect(await changes(joined, 10, bob, conversation)).toMatchObject({ limited: false, changes: [] });
    await record.db.query('UPDATE conversations SET log_floor = 2 WHERE id = $conversation', { conversation });
    expect(await changes(1, 10, ada, conversation)).toMatchObject({ limited: true });
    expect(await changes(2, 10, ada, conversation)).toMatchObject({ limited: false });
  });

  it('is refused for a cursor of another epoch, or one that knows more than there is', async () => {
    await expect(changes(34, 10)).rejects.toMatchObject({
      code: 'EPOCH_CHANGED',
      details: { epoch: await node.epoch() },
    });
    const foreign = node.changes(actor(ada), { conversationId: busy, epoch: 'another', afterSeq: 1 });
    await expect(foreign).rejects.toMatchObject({ code: 'EPOCH_CHANGED' });
  });

  it('is NOT_FOUND for a stranger, before anything else is said', async () => {
    const eve = await record.person('Eve');
    const asked = node.changes(actor(eve), { conversationId: busy, epoch: 'another', afterSeq: 500 });
    await expect(asked).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('one who may see only what came since he joined', () => {
  it('sees nothing earlier by any read, not even when it is changed later', async () => {
    const conversation = await record.conversation([ada], { historyPolicy: 'since_join' });
    const id = randomUUID();
    await node.say(ada, conversation, 'canary one', id);
    const joined = await record.join(conversation, bob);
    await node.edit(actor(ada), { conversationId: conversation, messageId: id, content: 'canary two', version: 1 });
    await node.say(ada, conversation, 'for Bob too');

    expect(await page({}, bob, conversation)).toEqual({ from: 0, upTo: joined + 2, seqs: [joined, joined + 2] });
    expect(await page({ aroundSeq: 2 }, bob, conversation)).toMatchObject({ seqs: [joined, joined + 2] });
    expect(await page({ beforeSeq: joined }, bob, conversation)).toEqual({ from: 0, upTo: joined - 1, seqs: [] });
    expect(await page({ afterSeq: 0 }, bob, conversation)).toMatchObject({ seqs: [joined, joined + 2] });
    const since = await changes(joined, 10, bob, conversation);
    expect(since).toMatchObject({ from: joined, upTo: joined + 2, changes: [{ seq: joined + 2 }] });
    expect(JSON.stringify(since)).not.toContain('canary');
    const put = { conversationId: conversation, epoch: await node.epoch(), readSeq: 0 };
    expect((await node.receipts.put(actor(bob), put)).unread).toEqual({ count: 1, atSeq: joined + 2 });
  });
});
