import { randomUUID } from 'node:crypto';
import { limits } from '@parley/shared/limits.ts';
import { afterAll, expect, it } from 'vitest';
import { createParticipantsRepository } from '../conversations/participants.repository.ts';
import { actor } from '../messages/message.fixture.ts';
import { openReceipts } from './receipts.fixture.ts';

const { ada, bob, eve, node, put, record, told } = await openReceipts();
afterAll(() => record.close());

/** A conversation in which Ada has said `count` things, numbered from 2 on, and Bob has read all of them. */
async function read(count: number): Promise<string> {
  const conversation = await told(count);
  await put(bob, conversation, { readSeq: count + 1 });
  return conversation;
}

const mark = (conversationId: string, seq: number | null, user = bob) =>
  node.unread.mark(actor(user), { conversationId, seq });
const why = (conversationId: string, user = bob) => node.unread.why(actor(user), { conversationId });

it('counts from the mark on, although it was read; only my own devices hear of it', async () => {
  const conversation = await read(4);
  node.marked.length = 0;
  node.changedMine.length = 0;
  const { me } = await mark(conversation, 4);
  expect(me).toMatchObject({ readSeq: 5, unreadMarkSeq: 4, unread: { count: 2, atSeq: 5 } });
  expect(node.changedMine).toEqual([{ epoch: await node.epoch(), conversationId: conversation, userId: bob, me }]);
  // What a send raised is told apart, whenever it comes.
  expect(node.marked.filter(({ mark }) => mark.userId !== ada)).toEqual([]);
  // Said again it is no change, and no second word of it.
  expect((await mark(conversation, 4)).me.rowVersion).toBe(me.rowVersion);
  expect(node.changedMine).toHaveLength(1);
  expect((await mark(conversation, null)).me).toMatchObject({ unreadMarkSeq: null, unread: { count: 0 } });
});

it('stays where it is when more is read, and what comes later counts as well', async () => {
  const conversation = await read(3);
  await mark(conversation, 3);
  await node.say(ada, conversation, 'more');
  const epoch = await node.epoch();
  const answer = await node.receipts.put(actor(bob), { conversationId: conversation, epoch, readSeq: 5 });
  expect(answer).toMatchObject({ readSeq: 5, unreadMarkSeq: 3, unread: { count: 3, atSeq: 5 } });
});

it('never hides what was not read: a mark above it counts nothing less', async () => {
  const conversation = await record.conversation([ada, bob]);
  for (const words of ['one', 'two', 'three']) await node.say(ada, conversation, words);
  expect((await mark(conversation, 4)).me.unread.count).toBe(3);
});

it('is kept to what there is for me', async () => {
  const conversation = await read(2);
  expect((await mark(conversation, 900)).me.unreadMarkSeq).toBe(3);
  expect((await mark(conversation, 0)).me.unreadMarkSeq).toBe(1);
  const late = await record.conversation([ada, bob], { historyPolicy: 'since_join' });
  await node.say(ada, late, 'before');
  await record.remove(late, bob);
  const joined = await record.join(late, bob);
  expect((await mark(late, 1)).me).toMatchObject({ unreadMarkSeq: joined, unread: { count: 0 } });
});

it('ends with the membership', async () => {
  const conversation = await read(2);
  await mark(conversation, 2);
  await record.remove(conversation, bob);
  await expect(mark(conversation, 2)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const entrants = [{ userId: bob, role: 'member' as const, seq: 5 }];
  await record.db.transaction((tx) => createParticipantsRepository(record.db).enter(conversation, entrants, tx));
  expect((await why(conversation)).me).toMatchObject({ joinedSeq: 5, unreadMarkSeq: null });
});

it('names what it counts, and why each counts', async () => {
  const conversation = await read(2);
  await mark(conversation, 3);
  const long = 'word '.repeat(200);
  const { answer } = await node.say(ada, conversation, long);
  const gone = await node.say(ada, conversation, 'gone');
  await node.remove(actor(ada), { conversationId: conversation, messageId: gone.answer.stored.id });
  await node.say(bob, conversation, 'mine');
  const told = await why(conversation);
  expect(told.me).toMatchObject({ readSeq: 3, unreadMarkSeq: 3, unread: { count: 2 } });
  expect(told.messages.map(({ seq, because, senderId }) => [seq, because, senderId])).toEqual([
    [3, 'marked', ada],
    [4, 'after', ada],
  ]);
  expect(told.messages[1]).toMatchObject({ id: answer.stored.id, excerpt: long.slice(0, limits.excerptLength) });
  expect((await why(conversation, ada)).messages.map(({ seq }) => seq)).toEqual([7]);
});

it('tells nobody else', async () => {
  const conversation = await read(1);
  await expect(why(conversation, eve)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(mark(conversation, 1, eve)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(why(randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
