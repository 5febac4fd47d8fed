import { timings } from '@parley/shared/limits.ts';
import { expect, it } from 'vitest';
import { outboxLab, uuid } from '../testing/test-outbox.ts';

const c = uuid(1);
const d = uuid(2);
const text = (number: number, conversationId = c) => ({
  id: uuid(100 + number),
  conversationId,
  content: `m${number}`,
});
const ids = (...numbers: number[]) => numbers.map((number) => uuid(100 + number));

it('lets a refused message step aside, keeps it, and sends the next', async () => {
  const { open, fates, clock, record } = outboxLab();
  const { outbox, entries } = await open();
  fates.push('refused');
  await outbox.enqueue(text(1));
  await outbox.enqueue(text(2));
  await clock.advance(60_000);
  expect(record.ids(c)).toEqual(ids(2));
  expect(entries()).toMatchObject([{ id: ids(1)[0], status: 'failed', failure: { code: 'NOT_FOUND' }, content: 'm1' }]);
  await outbox.retry(uuid(101));
  await clock.advance(1_000);
  expect(record.ids(c)).toEqual(ids(2, 1));
});

it('does not believe a refusal while an earlier try may still arrive', async () => {
  const { open, fates, clock, record } = outboxLab();
  const { outbox, entries } = await open();
  fates.push('late', 'refused');
  await outbox.enqueue(text(1));
  await outbox.enqueue(text(2));
  await clock.advance(30_000);
  expect(entries()).toMatchObject([{ id: ids(1)[0], status: 'doubtful' }]);
  expect(record.ids(c)).toEqual(ids(2));
  record.arrive();
  await clock.advance(120_000);
  expect(record.ids(c)).toEqual(ids(2, 1));
  expect(entries()).toEqual([]);
});

it('gives the server five chances when it breaks on a message, then lets the others pass', async () => {
  const { open, fates, clock, record } = outboxLab();
  const { outbox, entries, made } = await open();
  fates.push(...Array.from({ length: timings.serverErrorTries }, () => 'broken' as const));
  await outbox.enqueue(text(1));
  await outbox.enqueue(text(2));
  await clock.advance(300_000);
  expect(made.filter(({ body }) => (body as { id: string }).id === uuid(101))).toHaveLength(5);
  expect(entries()).toMatchObject([{ status: 'failed', failure: { code: 'INTERNAL' } }]);
  expect(record.ids(c)).toEqual(ids(2));
});

it('changes and takes back what was never tried', async () => {
  const { open, clock, record } = outboxLab();
  const tab = await open({ leader: false });
  for (const number of [1, 2, 3]) await tab.outbox.enqueue(text(number));
  await tab.outbox.edit(uuid(101), 'better');
  await tab.outbox.discard(uuid(102));
  tab.mayTry = true;
  tab.outbox.wake();
  await clock.advance(1_000);
  expect(record.ids(c)).toEqual(ids(1, 3));
  expect(record.find(uuid(101))).toMatchObject({ content: 'better', version: 1 });
});

it('edits and deletes what may already be sent only after the verdict', async () => {
  const { open, fates, clock, record } = outboxLab();
  const { outbox, entries } = await open();
  fates.push('lost', 'dropped');
  await outbox.enqueue(text(1));
  await outbox.enqueue(text(2, d));
  await clock.advance(0);
  await outbox.edit(uuid(101), 'better');
  await outbox.discard(uuid(102));
  await clock.advance(60_000);
  expect(record.find(uuid(101))).toMatchObject({ content: 'better', version: 2 });
  expect(record.find(uuid(102))).toMatchObject({ content: null, deletedAt: expect.any(String) });
  expect(entries()).toEqual([]);
});

it('edits a refused one under a new id', async () => {
  const { open, fates, clock, record } = outboxLab();
  const { outbox, entries } = await open();
  fates.push('refused');
  await outbox.enqueue(text(1));
  await clock.advance(1_000);
  await outbox.edit(uuid(101), 'politer');
  await clock.advance(1_000);
  const [id] = record.ids(c);
  expect(id).not.toBe(uuid(101));
  expect(record.find(id ?? '')).toMatchObject({ content: 'politer' });
  expect(entries()).toEqual([]);
});

it('says once what was sent, and edited again while no edit was allowed to leave', async () => {
  const { open, fates, clock, record } = outboxLab();
  const { outbox } = await open();
  fates.push('fine', 'limited');
  await outbox.enqueue(text(1));
  await outbox.edit(uuid(101), 'one, edited');
  await clock.advance(500);
  await outbox.enqueue(text(2, d));
  await outbox.edit(uuid(102), 'two, edited');
  await clock.advance(500);
  await outbox.edit(uuid(102), 'two, edited again');
  await clock.advance(60_000);
  expect(record.ids(d).map((id) => record.find(id)?.content)).toEqual(['two, edited again']);
  expect(record.find(uuid(101))?.content).toBe('one, edited');
});

it('waits between two tries while the session is under way from one cookie to the next, and is sent as soon as it is there', async () => {
  const { open, fates, clock, record } = outboxLab();
  const tab = await open();
  // What is refused now means no end: the next cookie is on its way.
  Object.defineProperty(tab, 'mayTry', { get: () => true, set: () => undefined });
  fates.push(...Array.from({ length: 1_000 }, () => 'expired' as const));
  await tab.outbox.enqueue(text(1));
  await clock.advance(1_000);
  expect(tab.made.length).toBeLessThan(6);
  fates.length = 0;
  tab.outbox.hurry();
  await clock.advance(100);
  expect([record.ids(c), tab.entries()]).toEqual([ids(1), []]);
});
