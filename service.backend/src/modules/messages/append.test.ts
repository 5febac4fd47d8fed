import { randomUUID } from 'node:crypto';
import { createStems } from '@parley/shared/search/stems.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRecord, type RecordFixture } from '../log/log.fixture.ts';
import { type Append, createAppend } from './append.repository.ts';
import type { Draft } from './draft.ts';
import { holdRow } from './message.fixture.ts';

let record: RecordFixture;
let append: Append;
let ada: string;
let bob: string;
let eve: string;
let room: string;

beforeAll(async () => {
  record = await openRecord();
  append = createAppend(record.db, createStems());
  [ada, bob, eve] = await Promise.all([record.person('Ada'), record.person('Bob'), record.person('Eve')]);
});
beforeEach(async () => {
  room = await record.conversation([ada, bob]);
});
afterAll(() => record.close());

const draft = (senderId: string, content = 'hello', id: string = randomUUID()): Draft => ({
  id,
  senderId,
  content,
  requestMac: Buffer.from(content),
  composedAt: null,
});

const verdictsOf = async (...drafts: Draft[]) =>
  (await append(room, drafts))?.drafts.map(({ verdict, seq }) => (seq === null ? verdict : `${verdict} ${seq}`));

describe('putting a batch on the record', () => {
  it('numbers only what is new and allowed; a refused one leaves no hole', async () => {
    expect(await verdictsOf(draft(ada), draft(eve), draft(bob))).toEqual(['accepted 2', 'missing', 'accepted 3']);
    const [{ seq } = { seq: 0 }] = await record.db.query<{ seq: number }>(
      'SELECT seq FROM conversations WHERE id = $room',
      {
        room,
      },
    );
    expect(seq).toBe(3);
    const log = await record.db.query<{ seq: number; actor_id: string }>(
      'SELECT seq, actor_id FROM changes WHERE conversation_id = $room AND seq > 1 ORDER BY seq',
      { room },
    );
    expect(log).toEqual([
      { seq: 2, actor_id: ada },
      { seq: 3, actor_id: bob },
    ]);
  });

  it('takes an id twice in a batch as one, and another payload or author under it as taken', async () => {
    const first = draft(ada);
    const batch = [first, first, draft(ada, 'other words', first.id), draft(bob, 'hello', first.id)];
    expect(await verdictsOf(...batch)).toEqual(['accepted 2', 'again 2', 'taken', 'taken']);
  });

  it('lets an id go to who comes after one that was refused', async () => {
    const refused = draft(eve);
    expect(await verdictsOf(refused, { ...refused, senderId: ada })).toEqual(['missing', 'accepted 2']);
  });

  it('finds a replay, also of one who is not in any more', async () => {
    const said = draft(ada);
    await append(room, [said]);
    expect(await verdictsOf(said)).toEqual(['replay']);
    await record.remove(room, ada);
    expect(await verdictsOf(draft(bob), said, draft(ada))).toEqual(['accepted 4', 'replay', 'missing']);
  });

  it("tells participants alone that somebody else's id is taken", async () => {
    const said = draft(ada);
    await append(room, [said]);
    const [mine, theirs] = [draft(bob, 'hello', said.id), draft(eve, 'hello', said.id)];
    expect(await verdictsOf(mine, theirs)).toEqual(['taken', 'missing']);
  });

  it("does not take a system message for a replay of its actor's", async () => {
    const [row] = await record.db.query<{ id: string }>('SELECT id FROM messages WHERE conversation_id = $room', {
      room,
    });
    expect(await verdictsOf(draft(ada, '', row?.id))).toEqual(['taken']);
  });

  it('raises the first author to the end of his own run, when he had read all before', async () => {
    const batch = await append(room, [draft(ada), draft(ada), draft(bob), draft(ada)]);
    expect(batch).toMatchObject({ from: 1, upTo: 5, raisedUserId: ada });
    const [marks] = await record.db.query(
      'SELECT read_seq, delivered_seq FROM participants WHERE conversation_id = $room AND user_id = $ada',
      { room, ada },
    );
    expect(marks).toEqual({ read_seq: 3, delivered_seq: 3 });
    expect((await append(room, [draft(bob)]))?.raisedUserId).toBeNull();
  });

  it('does not let a stranger wait for the lock', async () => {
    const held = await holdRow(record.db, room);
    expect(await append(room, [draft(eve)])).toBeNull();
    expect(await append(randomUUID(), [draft(eve)])).toBeNull();
    await held.release();
  });
});
