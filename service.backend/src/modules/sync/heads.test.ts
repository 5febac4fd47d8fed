import { digestOf } from '@parley/shared/digest.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRecord, type RecordFixture } from '../log/log.fixture.ts';
import { actor } from '../messages/message.fixture.ts';
import { digestEntryOf, openSyncing } from './sync.fixture.ts';

let record: RecordFixture;
let syncing: ReturnType<typeof openSyncing>;
let ada: string;
let bob: string;

beforeAll(async () => {
  record = await openRecord();
  syncing = openSyncing(record.db);
});
beforeEach(async () => {
  [ada, bob] = await Promise.all([record.person('Ada'), record.person('Bob')]);
});
afterAll(() => record.close());

describe('the quiet check', () => {
  it('is silent when nothing differs, and differs by whatever changes', async () => {
    const group = await record.conversation([ada, bob]);
    const direct = await record.conversation([ada, bob], { kind: 'direct' });
    const { node } = syncing;
    const epoch = await record.epoch();
    const sumOf = async (c: string) => {
      const [row] = await record.db.query<{ sum: number }>(
        'SELECT sum(read_seq + delivered_seq)::bigint AS sum FROM participants WHERE conversation_id = $c AND left_seq IS NULL',
        { c },
      );
      return { c, receipts: row?.sum ?? 0 };
    };
    const ask = async () => {
      const { summaries } = await syncing.held(ada);
      return { digest: digestOf(summaries.map(digestEntryOf)), open: [await sumOf(group), await sumOf(direct)] };
    };
    const events: [string, () => Promise<unknown>, { differs: boolean; receipts: string[] }][] = [
      ['a message', () => node.say(bob, group, 'news'), { differs: true, receipts: [group] }],
      [
        'my other device',
        () => node.receipts.put(actor(ada), { conversationId: group, epoch, readSeq: 2 }),
        { differs: true, receipts: [group] },
      ],
      [
        'somebody reads in a group',
        () => node.receipts.put(actor(bob), { conversationId: group, epoch, readSeq: 9 }),
        { differs: false, receipts: [] },
      ],
      [
        'somebody joins',
        async () => record.join(group, await record.person('Cy')),
        { differs: true, receipts: [group] },
      ],
      ['a direct message', () => node.say(ada, direct, 'you?'), { differs: true, receipts: [direct] }],
      [
        'he reads it',
        () => node.receipts.put(actor(bob), { conversationId: direct, epoch, readSeq: 2 }),
        { differs: true, receipts: [direct] },
      ],
      ['a new conversation', () => record.conversation([ada]), { differs: true, receipts: [] }],
    ];
    for (const [name, happen, expected] of events) {
      const { digest, open } = await ask();
      expect(await syncing.heads(ada, digest, open), `before ${name}`).toBeNull();
      await happen();
      const answer = await syncing.heads(ada, digest, open);
      const told = { differs: answer?.differs ?? false, receipts: answer?.receipts.map(({ c }) => c) ?? [] };
      expect(told, name).toEqual(expected);
    }
  });

  it('bears the marks of those present where the sums differ', async () => {
    const group = await record.conversation([ada, bob]);
    await syncing.node.say(ada, group, 'hello');
    const { summaries } = await syncing.held(ada);
    const answer = await syncing.heads(ada, digestOf(summaries.map(digestEntryOf)), [{ c: group, receipts: 1 }]);
    expect(answer).toEqual({
      epoch: await record.epoch(),
      differs: false,
      receipts: [
        {
          c: group,
          marks: [
            { userId: ada, deliveredSeq: 2, readSeq: 2 },
            { userId: bob, deliveredSeq: 1, readSeq: 1 },
          ].toSorted((a, b) => (a.userId < b.userId ? -1 : 1)),
        },
      ],
    });
  });

  it('says nothing of conversations that are not mine, and nothing in the name of another epoch', async () => {
    const foreign = await record.conversation([bob]);
    expect(await syncing.heads(ada, digestOf([]), [{ c: foreign, receipts: 0 }])).toBeNull();
    await expect(syncing.heads(ada, digestOf([]), [], 'another')).rejects.toMatchObject({ code: 'EPOCH_CHANGED' });
  });
});
