import { randomUUID } from 'node:crypto';
import { timings } from '@parley/shared/limits.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRecord, type RecordFixture } from '../log/log.fixture.ts';
import { actor, contentsOf, type Node, openNode } from './message.fixture.ts';

let record: RecordFixture;
let node: Node;
let ada: string;
let bob: string;

beforeAll(async () => {
  record = await openRecord();
  node = openNode(record.db);
  [ada, bob] = await Promise.all([record.person('Ada'), record.person('Bob')]);
});
afterAll(() => record.close());

const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();

const send = (conversationId: string, composedAt: string | undefined, id: string = randomUUID()) =>
  node.send(actor(ada), {
    conversationId,
    id,
    content: 'from the tunnel',
    composedAt,
    token: { take: async () => undefined, giveBack: async () => undefined },
  });

it('tells everybody when a message was written that came hours later', async () => {
  const conversation = await record.conversation([ada, bob]);
  const written = hoursAgo(3);
  node.committed.length = 0;
  const { answer } = await send(conversation, written);
  expect(Date.parse(answer.message?.composedAt ?? '')).toBe(Date.parse(written));
  expect(node.committed[0]?.changes[0]).toEqual({ kind: 'message', seq: 2, message: answer.message });
  const page = await node.list(actor(bob), { conversationId: conversation });
  expect(page.messages.at(-1)).toEqual({ ...answer.message, composedAt: page.messages.at(-1)?.composedAt });
  expect(Date.parse(page.messages.at(-1)?.composedAt ?? '')).toBe(Date.parse(written));
});

it.each([
  ['of just now', hoursAgo(0)],
  ['of the future', hoursAgo(-5)],
  ['of another age', '1970-01-01T00:00:00.000Z'],
  ['of a year that no database knows', '0000-01-01T00:00:00.000Z'],
  ['of the last moment there is', '9999-12-31T23:59:59.9999999Z'],
  ['that is none', undefined],
])('tells nothing of a claim %s, and takes the message all the same', async (_, composedAt) => {
  const conversation = await record.conversation([ada, bob]);
  const { isNew, answer } = await send(conversation, composedAt);
  expect([isNew, answer.message?.composedAt]).toEqual([true, null]);
  const page = await node.list(actor(bob), { conversationId: conversation });
  expect(page.messages.at(-1)?.composedAt).toBeNull();
});

it('keeps a claim of more digits than anybody counts', async () => {
  const conversation = await record.conversation([ada, bob]);
  const written = hoursAgo(3);
  const { answer } = await send(conversation, written.replace('Z', `${'4'.repeat(200)}Z`));
  expect(Date.parse(answer.message?.composedAt ?? '')).toBe(Date.parse(written));
});

it('orders nothing by it: what claims to be older stands where it arrived', async () => {
  const conversation = await record.conversation([ada, bob]);
  await node.say(bob, conversation, 'first here');
  await send(conversation, hoursAgo(9));
  const { messages } = await node.list(actor(bob), { conversationId: conversation });
  expect(contentsOf(messages.map((message) => ({ kind: 'message', seq: message.seq, message })))).toEqual([
    'first here',
    'from the tunnel',
  ]);
});

it('knows a replay by its words, whatever it claims now; what was claimed first stays', async () => {
  const conversation = await record.conversation([ada, bob]);
  const id = randomUUID();
  const written = hoursAgo(1);
  await send(conversation, written, id);
  for (const claim of [undefined, hoursAgo(2), hoursAgo(-2)]) {
    const again = await send(conversation, claim, id);
    expect(again.isNew).toBe(false);
    expect(Date.parse(again.answer.message?.composedAt ?? '')).toBe(Date.parse(written));
  }
});

it('is late from the second minute on', async () => {
  const conversation = await record.conversation([ada, bob]);
  const justUnder = await send(conversation, new Date(Date.now() - timings.lateAfter + 30_000).toISOString());
  const over = await send(conversation, new Date(Date.now() - timings.lateAfter - 1).toISOString());
  expect([justUnder.answer.message?.composedAt, over.answer.message?.composedAt]).toEqual([null, expect.any(String)]);
});
