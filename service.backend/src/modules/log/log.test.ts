import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecord, type RecordFixture } from './log.fixture.ts';

let record: RecordFixture;
let ada: string;
let bob: string;

beforeAll(async () => {
  record = await openRecord();
  ada = await record.person('Ada');
  bob = await record.person('Bob');
});
afterAll(() => record.close());

const text = (content: string) =>
  ({ id: randomUUID(), kind: 'text', content, event: null, requestMac: Buffer.from('mac') }) as const;

async function append(conversation: string, contents: readonly string[]) {
  return record.db.transaction(async (tx) => {
    const locked = await record.log.lock(tx, conversation);
    if (!locked) throw new Error('missing');
    const entries = contents.map((content) => ({ kind: 'message', actorId: ada, message: text(content) }) as const);
    return record.log.append(tx, locked, entries);
  });
}

const range = (conversationId: string, from: number, upTo: number, visibleFromSeq = 0) =>
  record.log.changesIn({ conversationId, from, upTo, visibleFromSeq });

describe('the log of a conversation', () => {
  it('numbers without a gap, however many write at once', async () => {
    const conversation = await record.conversation([ada, bob]);
    await Promise.all(Array.from({ length: 20 }, (_, index) => append(conversation, [`a${index}`, `b${index}`])));
    const rows = await record.db.query<{ seq: number }>(
      'SELECT seq FROM changes WHERE conversation_id = $conversation ORDER BY seq',
      { conversation },
    );
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 41 }, (_, index) => index + 1));
  });

  it('never lets time run against the order, not even when the clock was set back', async () => {
    const conversation = await record.conversation([ada]);
    await record.db.query(`UPDATE conversations SET last_change_at = '2100-01-01' WHERE id = $conversation`, {
      conversation,
    });
    await append(conversation, ['one', 'two']);
    const { at } = await append(conversation, ['three', 'four']);
    expect(at).toEqual(['2100-01-01T00:00:00.000003Z', '2100-01-01T00:00:00.000004Z']);
  });

  it('refuses to append twice to what was locked once', async () => {
    const conversation = await record.conversation([ada]);
    const twice = record.db.transaction(async (tx) => {
      const locked = await record.log.lock(tx, conversation);
      if (!locked) throw new Error('missing');
      await record.log.append(tx, locked, [{ kind: 'message', actorId: ada, message: text('one') }]);
      await record.log.append(tx, locked, [{ kind: 'message', actorId: ada, message: text('two') }]);
    });
    await expect(twice).rejects.toThrow('head moved');
  });

  it('tells a joining as a message and a participant under one number', async () => {
    const conversation = await record.conversation([ada]);
    const joined = await record.join(conversation, bob);
    expect(await range(conversation, joined - 1, joined)).toMatchObject([
      { kind: 'message', seq: joined, message: { kind: 'system', event: { type: 'joined', userId: bob } } },
      { kind: 'participant', seq: joined, participant: { user: { id: bob, displayName: 'Bob' }, joinedSeq: joined } },
    ]);
  });

  it('tells a new conversation with its own fields, and a message of before the sight begins to nobody', async () => {
    const conversation = await record.conversation([ada]);
    await append(conversation, ['early', 'late']);
    expect((await range(conversation, 0, 3)).map(({ kind }) => kind)).toEqual([
      'message',
      'conversation',
      'message',
      'message',
    ]);
    expect(await range(conversation, 0, 3, 3)).toMatchObject([
      { kind: 'conversation' },
      { message: { content: 'late' } },
    ]);
  });

  it('ends a range where its bytes are spent, after one number at least', async () => {
    const conversation = await record.conversation([ada]);
    await append(conversation, ['x'.repeat(9_000), 'y'.repeat(9_000), 'z'.repeat(9_000)]);
    const asked = { conversationId: conversation, from: 1, upTo: 4, visibleFromSeq: 0 };
    const upTo = async (bytes: number) => (await record.log.ranges([{ ...asked, bytes }]))[0]?.upTo;
    expect([await upTo(1), await upTo(19_000), await upTo(90_000)]).toEqual([2, 3, 4]);
  });
});
