import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { actor } from '../messages/message.fixture.ts';
import { openReceipts } from './receipts.fixture.ts';

const { ada, bob, eve, node, put, record } = await openReceipts();
afterAll(() => record.close());

describe('the story of a message', () => {
  const story = (user: string, conversationId: string, messageId: string) =>
    node.receipts.advances(actor(user), { conversationId, messageId });

  it('tells since when each of the others has it, and has read it', async () => {
    const conversation = await record.conversation([ada, bob, eve]);
    const id = randomUUID();
    await node.say(ada, conversation, 'before');
    await node.say(ada, conversation, 'this one', id);
    const before = Date.now() - 5_000;
    await put(bob, conversation, { deliveredSeq: 2 });
    expect((await story(ada, conversation, id)).advances.filter(({ deliveredAt }) => deliveredAt)).toEqual([]);
    await put(bob, conversation, { deliveredSeq: 3 });
    const [first] = (await story(ada, conversation, id)).advances.filter(({ userId }) => userId === bob);
    expect(first?.readAt).toBeNull();
    expect(Date.parse(first?.deliveredAt ?? '')).toBeGreaterThan(before);
    await put(bob, conversation, { readSeq: 3 });
    const told = await story(ada, conversation, id);
    expect(told).toMatchObject({ asOf: 3, joinedSeq: 1 });
    expect(told.advances.map(({ userId }) => userId).sort()).toEqual([bob, eve].sort());
    // The first moment stays the first, whatever comes later.
    const bobs = told.advances.find(({ userId }) => userId === bob);
    expect(bobs?.deliveredAt).toBe(first?.deliveredAt);
    expect(Date.parse(bobs?.readAt ?? '')).toBeGreaterThanOrEqual(Date.parse(bobs?.deliveredAt ?? ''));
    expect(told.advances.find(({ userId }) => userId === eve)).toMatchObject({ deliveredAt: null, readAt: null });
  });

  it('is for those who may read the message', async () => {
    const conversation = await record.conversation([ada, bob]);
    const id = randomUUID();
    await node.say(ada, conversation, 'ours', id);
    await expect(story(eve, conversation, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(story(ada, conversation, randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await story(bob, conversation, id)).advances).toHaveLength(1);
  });
});
