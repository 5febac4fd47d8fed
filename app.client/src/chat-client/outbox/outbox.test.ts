import { rateLimits } from '@parley/shared/limits.ts';
import { expect, it } from 'vitest';
import { outboxLab, uuid } from '../testing/test-outbox.ts';
import { createMemoryStorage } from './memory-storage.ts';

const c = uuid(1);
const text = (number: number, conversationId = c) => ({
  id: uuid(100 + number),
  conversationId,
  content: `m${number}`,
});
const ids = (...numbers: number[]) => numbers.map((number) => uuid(100 + number));

it('sends in the order of writing, once each, although answers are lost', async () => {
  const { open, fates, clock, record } = outboxLab();
  const { outbox, entries } = await open();
  fates.push('lost', 'dropped', 'overloaded', 'lost');
  await Promise.all([1, 2, 3].map((number) => outbox.enqueue(text(number))));
  await clock.advance(60_000);
  expect(record.ids(c)).toEqual(ids(1, 2, 3));
  expect(entries()).toEqual([]);
});

it('takes two quick Enters for one message', async () => {
  const { open, clock, record, storage } = outboxLab();
  const { outbox, made } = await open({ leader: false });
  await Promise.all([outbox.enqueue(text(1)), outbox.enqueue(text(1))]);
  expect(await storage.list('ada')).toHaveLength(1);
  const second = await open();
  await second.outbox.enqueue(text(1));
  await clock.advance(1_000);
  expect(record.ids(c)).toEqual(ids(1));
  expect(made).toHaveLength(0);
});

it('finds after a crash what was written before it, and asks under the same id', async () => {
  const { open, fates, clock, record } = outboxLab();
  const first = await open();
  fates.push('lost');
  await first.outbox.enqueue(text(1));
  await first.outbox.enqueue(text(2));
  await clock.advance(0);
  first.crash();
  const second = await open();
  expect(second.entries()[0]?.attempts.length).toBeGreaterThan(0);
  await clock.advance(60_000);
  expect(record.ids(c)).toEqual(ids(1, 2));
});

it('keeps one request under way in a conversation, and four conversations at once', async () => {
  const { open, clock } = outboxLab();
  const tab = await open({ leader: false });
  for (let number = 0; number < 12; number += 1) await tab.outbox.enqueue(text(number, uuid(1 + (number % 6))));
  const under = () => tab.entries().filter(({ status }) => status === 'sending');
  let most = 0;
  tab.mayTry = true;
  tab.outbox.wake();
  for (let round = 0; round < 200 && tab.entries().length > 0; round += 1) {
    most = Math.max(most, under().length);
    expect(new Set(under().map(({ conversationId }) => conversationId)).size).toBe(under().length);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await clock.advance(1_000);
  expect(most).toBe(4);
  expect(tab.entries()).toEqual([]);
});

it('waits at least as long as the server asked, and no longer than its own backoff otherwise', async () => {
  const { open, fates, clock, record } = outboxLab(undefined, () => 0);
  const { outbox, entries } = await open();
  fates.push('overloaded');
  await outbox.enqueue(text(1));
  await clock.advance(0);
  outbox.hurry();
  await clock.advance(999);
  expect(record.ids(c)).toEqual([]);
  expect(entries()[0]?.nextTryAt).not.toBeNull();
  await clock.advance(1);
  expect(record.ids(c)).toEqual(ids(1));
});

it('pauses when the session has ended, and goes on after signing in again', async () => {
  const { open, fates, clock, record } = outboxLab();
  const tab = await open();
  fates.push('expired');
  await tab.outbox.enqueue(text(1));
  await clock.advance(120_000);
  expect(tab.made).toHaveLength(1);
  expect(tab.entries()).toMatchObject([{ status: 'queued' }]);
  tab.mayTry = true;
  tab.outbox.hurry();
  await clock.advance(30_000);
  expect(record.ids(c)).toEqual(ids(1));
});

it('does not try while there is no network, so that what was never tried can be taken back, and does not trust that for ever', async () => {
  const { open, clock, record } = outboxLab();
  const tab = await open();
  tab.online = false;
  await tab.outbox.enqueue(text(1));
  await tab.outbox.enqueue(text(2));
  await clock.advance(10_000);
  expect(tab.made).toHaveLength(0);
  await tab.outbox.discard(uuid(101));
  tab.online = true;
  tab.outbox.hurry();
  await clock.advance(1_000);
  expect(record.ids(c)).toEqual(ids(2));
  tab.online = false;
  await tab.outbox.enqueue(text(3));
  await tab.outbox.retry(uuid(103));
  await clock.advance(1_000);
  expect(record.ids(c)).toEqual(ids(2, 3));
});

it('keeps to the limit by itself, and tells when it goes on', async () => {
  const { open, clock, record } = outboxLab();
  const { outbox, entries, made } = await open();
  const { points, seconds } = rateLimits.send[0];
  for (let number = 0; number < points + 2; number += 1) await outbox.enqueue(text(number));
  await clock.advance(0);
  await clock.advance(0);
  expect(made).toHaveLength(points);
  expect(entries()[0]?.attempts).toEqual([]);
  expect(entries()[0]?.nextTryAt).toBeGreaterThan(clock.now());
  await clock.advance(seconds * 1000);
  expect(record.ids(c)).toHaveLength(points + 2);
});

it('rejects when nothing can be written down, so that the text can go back into the composer', async () => {
  const { outbox: storage } = createMemoryStorage();
  const full = () => Promise.reject(new DOMException('no room', 'QuotaExceededError'));
  const { open, clock, record } = outboxLab({ ...storage, add: full });
  const { outbox, entries } = await open();
  await expect(outbox.enqueue(text(1))).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
  await clock.advance(1_000);
  expect([entries(), record.ids(c)]).toEqual([[], []]);
});

it('leaves alone what it cannot read', async () => {
  const { open, storage, clock, record } = outboxLab();
  await storage.add('ada', { from: 'a later version' });
  const { outbox, entries } = await open();
  await outbox.enqueue(text(1));
  await clock.advance(1_000);
  expect([entries(), record.ids(c)]).toEqual([[], ids(1)]);
  expect(await storage.list('ada')).toHaveLength(1);
});
