import { randomUUID } from 'node:crypto';
import { limits } from '@parley/shared/limits.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openAnother, openRecord, type RecordFixture } from '../log/log.fixture.ts';
import { actor, contentsOf, type Node, openNode } from './message.fixture.ts';

let record: RecordFixture;
let node: Node;
let other: Node;
let ada: string;
let bob: string;
let eve: string;
const pools: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  record = await openRecord();
  const pool = openAnother(record.url);
  pools.push(pool);
  node = openNode(record.db);
  other = openNode(pool);
  [ada, bob, eve] = await Promise.all([record.person('Ada'), record.person('Bob'), record.person('Eve')]);
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.close()));
  await record.close();
});

interface Row {
  seq: number;
  id: string;
  content: string | null;
  created_at: string;
}

const rowsOf = (conversation: string) =>
  record.db.query<Row>(
    `SELECT seq, id, content, created_at FROM messages WHERE conversation_id = $conversation AND kind = 'text' ORDER BY seq`,
    { conversation },
  );

const range = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);

describe('sending', () => {
  it('stores the message under its own id and the next number, and announces exactly that', async () => {
    const conversation = await record.conversation([ada, bob]);
    const id = randomUUID();
    node.committed.length = 0;
    const { isNew, answer } = await node.say(ada, conversation, 'Hello, Bob', id);
    expect(isNew).toBe(true);
    expect(answer).toMatchObject({ asOf: 2, joinedSeq: 1, stored: { id, seq: 2 } });
    expect(answer.message).toMatchObject({ id, seq: 2, rev: 2, version: 1, senderId: ada, content: 'Hello, Bob' });
    expect(node.committed).toEqual([
      {
        epoch: answer.epoch,
        conversationId: conversation,
        from: 1,
        upTo: 2,
        membershipVersion: 1,
        changes: [{ kind: 'message', seq: 2, message: answer.message }],
      },
    ]);
    const page = await node.list(actor(bob), { conversationId: conversation });
    expect(page.messages.at(-1)).toEqual(answer.message);
  });

  it('gives 60 sends at once, from both sides and over two nodes, the numbers 1 to n without a gap', async () => {
    const conversation = await record.conversation([ada, bob]);
    const sends = range(0, 60).map((index) =>
      (index % 2 ? node : other).say(index % 3 ? ada : bob, conversation, `message ${index}`),
    );
    const answers = await Promise.all(sends);
    const rows = await rowsOf(conversation);
    expect(rows.map(({ seq }) => seq)).toEqual(range(2, 60));
    expect(new Set(answers.map(({ answer }) => answer.stored.seq)).size).toBe(60);
    const log = await record.db.query<{ seq: number }>(
      'SELECT seq FROM changes WHERE conversation_id = $conversation ORDER BY seq',
      { conversation },
    );
    expect(log.map(({ seq }) => seq)).toEqual(range(1, 61));
    const times = rows.map((row) => row.created_at);
    expect(times).toEqual(times.toSorted());
    const frames = [...node.committed, ...other.committed].filter((one) => one.conversationId === conversation);
    const covered = frames.flatMap(({ from, upTo }) => range(from + 1, upTo - from));
    expect(covered.toSorted((a, b) => a - b)).toEqual(range(2, 60));
  });

  it('never lets created_at fall, not even when a clock was ahead before', async () => {
    const conversation = await record.conversation([ada]);
    await record.db.query(`UPDATE conversations SET last_change_at = '2100-01-01' WHERE id = $conversation`, {
      conversation,
    });
    const first = await node.say(ada, conversation, 'one');
    const second = await node.say(ada, conversation, 'two');
    expect(first.answer.stored.createdAt > '2100-01-01').toBe(true);
    expect(second.answer.stored.createdAt > first.answer.stored.createdAt).toBe(true);
  });

  it('stores one row for the same POST 64 times in parallel over two nodes, with 64 equal bodies', async () => {
    const conversation = await record.conversation([ada, bob]);
    const id = randomUUID();
    const answers = await Promise.all(
      range(0, 64).map((index) => (index % 2 ? node : other).say(ada, conversation, 'once', id)),
    );
    expect(await rowsOf(conversation)).toHaveLength(1);
    expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(answers.map(({ answer }) => JSON.stringify(answer))).size).toBe(1);
  });

  it('refuses an id of another payload or another author barely, and stores nothing', async () => {
    const conversation = await record.conversation([ada, bob]);
    const id = randomUUID();
    await node.say(ada, conversation, 'mine', id);
    const others = [
      () => node.say(ada, conversation, 'other words', id),
      () => node.say(bob, conversation, 'mine', id),
    ];
    for (const attempt of others) {
      await expect(attempt()).rejects.toMatchObject({ code: 'ID_TAKEN', details: undefined });
    }
    expect(await rowsOf(conversation)).toMatchObject([{ content: 'mine' }]);
  });

  it('takes the same id elsewhere for another message', async () => {
    const [here, there] = await Promise.all([record.conversation([ada, bob]), record.conversation([bob])]);
    const id = randomUUID();
    await node.say(ada, here, 'here', id);
    const elsewhere = await node.say(bob, there, 'there', id);
    expect(elsewhere).toMatchObject({ isNew: true, answer: { message: { content: 'there' } } });
  });

  it('answers a stranger and a random id alike, also when he names an id that is there', async () => {
    const conversation = await record.conversation([ada]);
    const id = randomUUID();
    await node.say(ada, conversation, 'secret', id);
    for (const [where, what] of [
      [conversation, id],
      [conversation, randomUUID()],
      [randomUUID(), id],
    ] as const) {
      await expect(node.say(eve, where, 'secret', what)).rejects.toMatchObject({
        code: 'NOT_FOUND',
        details: undefined,
      });
    }
  });

  it('counts bytes, not characters, and takes a message of exactly the limit', async () => {
    const conversation = await record.conversation([ada]);
    const full = 'é'.repeat(limits.contentBytes / 2);
    await expect(node.say(ada, conversation, `${full}e`)).rejects.toMatchObject({ code: 'CONTENT_TOO_LONG' });
    await expect(node.say(ada, conversation, full)).resolves.toMatchObject({ isNew: true });
  });

  it('takes a token for what is new, none for a replay', async () => {
    const conversation = await record.conversation([ada]);
    const id = randomUUID();
    const before = node.tokens.taken;
    await node.say(ada, conversation, 'once', id);
    await node.say(ada, conversation, 'once', id);
    expect(node.tokens.taken - before).toBe(1);
  });

  it('answers a replay also to who has no token left, and nothing else', async () => {
    const conversation = await record.conversation([ada]);
    const id = randomUUID();
    await node.say(ada, conversation, 'once', id);
    node.tokens.left = node.tokens.taken;
    await expect(node.say(ada, conversation, 'once', id)).resolves.toMatchObject({ isNew: false });
    await expect(node.say(ada, conversation, 'more')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    node.tokens.left = Number.POSITIVE_INFINITY;
  });

  it('keeps words of every script, quotes and backslashes as they were written', async () => {
    const conversation = await record.conversation([ada]);
    const contents = ['你好 👩‍👩‍👧 $1 $conversation', `it's "quoted" \\ and\n\ttabbed`, '\u0001 control', 'שלום'];
    for (const content of contents) await node.say(ada, conversation, content);
    const { messages } = await node.list(actor(ada), { conversationId: conversation });
    expect(contentsOf(messages.map((message) => ({ kind: 'message', seq: message.seq, message })))).toEqual(contents);
  });
});

describe('a replay', () => {
  it('answers the message as it is now: after an edit, after a deletion', async () => {
    const conversation = await record.conversation([ada, bob]);
    const id = randomUUID();
    await node.say(ada, conversation, 'first words', id);
    const named = { conversationId: conversation, messageId: id };
    await node.edit(actor(ada), { ...named, content: 'better words', version: 1 });
    expect(await other.say(ada, conversation, 'first words', id)).toMatchObject({
      isNew: false,
      answer: { asOf: 3, stored: { id, seq: 2 }, message: { content: 'better words', version: 2, rev: 3 } },
    });
    await node.remove(actor(ada), named);
    const gone = await other.say(ada, conversation, 'first words', id);
    expect(gone.answer.message).toMatchObject({ content: null, seq: 2, rev: 4 });
    await expect(node.say(ada, conversation, 'better words', id)).rejects.toMatchObject({ code: 'ID_TAKEN' });
  });

  it('answers one who was removed that it is stored, and nothing more', async () => {
    const conversation = await record.conversation([ada, bob]);
    const id = randomUUID();
    const first = await node.say(ada, conversation, 'before I went', id);
    await record.remove(conversation, ada);
    expect(await node.say(ada, conversation, 'before I went', id)).toEqual({
      isNew: false,
      answer: { epoch: first.answer.epoch, asOf: 3, joinedSeq: 0, stored: first.answer.stored, message: null },
    });
    await expect(node.say(ada, conversation, 'one more')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('answers one who is back, but may not see what was before, the same way', async () => {
    const conversation = await record.conversation([ada, bob], { historyPolicy: 'since_join' });
    const id = randomUUID();
    await node.say(ada, conversation, 'in my first life', id);
    await record.remove(conversation, ada);
    const joined = await record.join(conversation, ada);
    const { answer } = await node.say(ada, conversation, 'in my first life', id);
    expect(answer).toMatchObject({ joinedSeq: joined, stored: { seq: 2 }, message: null });
  });
});

describe('the sender’s own marks', () => {
  it('rise with the message when nothing unseen lay before it, else stay', async () => {
    const conversation = await record.conversation([ada, bob]);
    const marksOf = async (user: string) => {
      const [row] = await record.db.query<{ read_seq: number; delivered_seq: number }>(
        'SELECT read_seq, delivered_seq FROM participants WHERE conversation_id = $conversation AND user_id = $user',
        { conversation, user },
      );
      return [row?.read_seq, row?.delivered_seq];
    };
    await node.say(ada, conversation, 'one');
    expect(await marksOf(ada)).toEqual([2, 2]);
    // Told apart from the answer, for which nobody should wait.
    await vi.waitFor(
      () =>
        expect(node.marked.filter(({ conversationId }) => conversationId === conversation)).toMatchObject([
          { mark: { userId: ada, readSeq: 2, deliveredSeq: 2 }, me: { rowVersion: 2, unread: { count: 0, atSeq: 2 } } },
        ]),
      10_000,
    );
    await node.say(bob, conversation, 'two');
    expect(await marksOf(bob)).toEqual([1, 1]);
    await node.say(ada, conversation, 'three');
    expect(await marksOf(ada)).toEqual([2, 2]);
  });
});
