import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { actor } from '../messages/message.fixture.ts';
import { openReceipts } from './receipts.fixture.ts';

const { bob, eve, node, put, record, told } = await openReceipts();
afterAll(() => record.close());

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
