import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRecord, type RecordFixture } from '../log/log.fixture.ts';
import { contentsOf } from '../messages/message.fixture.ts';
import type { SyncAnswer, SyncRequest } from './slice.ts';
import { openAt, openSyncing } from './sync.fixture.ts';

let record: RecordFixture;
let syncing: ReturnType<typeof openSyncing>;

beforeAll(async () => {
  record = await openRecord();
  syncing = openSyncing(record.db);
});
afterAll(() => record.close());

const told = ({ serverTime: _, ...answer }: SyncAnswer) => answer;

/** A room whose newcomers see nothing of before; one of them, a stranger, and people with two devices. */
async function world() {
  const people = await Promise.all(['Ada', 'Bob', 'Carol', 'Eve'].map((name) => record.person(name)));
  const [ada = '', bob = '', carol = '', eve = ''] = people;
  const room = await record.conversation([ada, bob], { historyPolicy: 'since_join' });
  const aside = await record.conversation([bob, eve]);
  const before = await syncing.node.say(ada, room, 'before');
  const joined = await record.join(room, carol);
  await syncing.node.say(bob, room, 'after');
  await syncing.node.edit(
    { userId: ada, sessionId: ada },
    { conversationId: room, messageId: before.answer.stored.id, content: 'before, changed', version: 1 },
  );
  const asked: [string, Partial<SyncRequest>][] = [
    [ada, { open: [openAt(room, joined)] }],
    [carol, { open: [openAt(room, joined, joined)] }],
    [ada, { open: [openAt(room, 1)] }],
    [bob, { open: [openAt(room, joined), openAt(aside, 1)] }],
    [eve, { open: [openAt(room, joined)], ask: [room] }],
    [bob, {}],
    [carol, { open: [openAt(room, joined, joined)] }],
  ];
  return { room, aside, ada, carol, asked };
}

it('tells devices that ask together what each is told alone, and nothing of one to another', async () => {
  const { room, carol, asked } = await world();
  // Once for what is noted as delivered, then for what does not change any more.
  for (const [userId, request] of asked) await syncing.sync(userId, request);
  const alone: SyncAnswer[] = [];
  for (const [userId, request] of asked) alone.push(await syncing.sync(userId, request));

  syncing.counted.statements = 0;
  const many = [...asked, ...asked, ...asked];
  const together = await Promise.all(many.map(([userId, request]) => syncing.sync(userId, request)));
  const statements = syncing.counted.statements;

  expect(together.map(told)).toEqual([...alone, ...alone, ...alone].map(told));
  expect(statements).toBeLessThan(many.length * 4);
  const hers = together[asked.findIndex(([userId]) => userId === carol)]?.conversations.find(
    ({ summary }) => summary.conversation.id === room,
  );
  if (hers?.open?.kind !== 'changes') throw new Error('not continued');
  expect(contentsOf(hers.open.changes)).toEqual(['after']);
});

it('refuses one that knows another life without holding up the others', async () => {
  const { room, ada } = await world();
  const asked = Array.from({ length: 9 }, (_, nth) =>
    syncing.sync(ada, nth === 4 ? { epoch: 'another' } : { open: [openAt(room, 1)] }),
  );
  const ended = await Promise.allSettled(asked);
  expect(ended.map(({ status }) => status)).toEqual(
    Array.from({ length: 9 }, (_, nth) => (nth === 4 ? 'rejected' : 'fulfilled')),
  );
  expect(ended[4]).toMatchObject({ reason: { code: 'EPOCH_CHANGED', details: { epoch: await record.epoch() } } });
});
