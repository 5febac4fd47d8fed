import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { openReceipts } from './receipts.fixture.ts';

const { ada, bob, eve, node, put, record, told } = await openReceipts();
afterAll(() => record.close());

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
