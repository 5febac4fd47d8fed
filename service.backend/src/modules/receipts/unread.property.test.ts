import { limits } from '@parley/shared/limits.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRecord, type RecordFixture } from '../log/log.fixture.ts';
import { actor, type Node, openNode } from '../messages/message.fixture.ts';
import { createHappenings, type Told } from './unread.fixture.ts';

/** UNREAD_OPERATIONS=100000 searches long; UNREAD_SEED makes a search repeatable. */
const operations = Number(process.env.UNREAD_OPERATIONS ?? 2_000);
const seed = Number(process.env.UNREAD_SEED ?? Math.floor(Math.random() * 1_000_000));
const EACH = 250;
const AT_ONCE = 8;

let record: RecordFixture;
let node: Node;

beforeAll(async () => {
  record = await openRecord();
  node = openNode(record.db);
});
afterAll(() => record.close());

/** What the service says is what a plain scan of everything that happened counts: the number, and the messages by name. */
async function compare({ conversation, user, counted, where }: Told): Promise<void> {
  const { me, messages } = await node.unread.why(actor(user), { conversationId: conversation });
  const expected = counted.slice(0, limits.unreadCounted);
  expect({ count: me.unread.count, seqs: messages.map(({ seq }) => seq) }, `seed ${seed}, ${where}`).toEqual({
    count: expected.length,
    seqs: expected,
  });
}

it(`is what a plain scan counts, after each of ${operations} operations on the real tables`, {
  timeout: 60_000 + operations * 40,
}, async () => {
  const people = await Promise.all(['Ada', 'Bob', 'Cem'].map((name) => record.person(name)));
  let done = 0;
  let number = 0;
  const worker = async (): Promise<void> => {
    while (done < operations) {
      number += 1;
      done += EACH;
      const happenings = await createHappenings({ record, node, people, seed: seed + number });
      for (let step = 0; step < EACH; step++) {
        const told = await happenings.next();
        await compare(told);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  expect(done).toBeGreaterThanOrEqual(operations);
});
