import { expect, it } from 'vitest';
import { ApiError } from '../../chat-client/failure.ts';
import { createMemoryStorage } from '../../chat-client/outbox/memory-storage.ts';
import { manualClock } from '../../chat-client/testing/manual-clock.ts';
import { createTestRecord, type Fate } from '../../chat-client/testing/record.ts';
import { scriptedCall } from '../../chat-client/testing/scripted-call.ts';
import { outboxLab, uuid } from '../../chat-client/testing/test-outbox.ts';
import { sendWaiting } from './send-waiting.ts';

const [c, d] = [uuid(1), uuid(2)];
const text = (number: number, conversationId = c) => ({
  id: uuid(100 + number),
  conversationId,
  content: `m${number}`,
});

/** A disk on which a page left messages that it could not send before it was closed. */
async function left(...messages: readonly ReturnType<typeof text>[]) {
  const { outbox: storage } = createMemoryStorage();
  const lab = outboxLab(storage);
  const page = await lab.open({ leader: false });
  for (const message of messages) await page.outbox.enqueue(message);
  page.crash();
  return { storage, lab };
}

/** The worker, called by the browser; each request fares as the next fate says. */
function worker(storage: Awaited<ReturnType<typeof left>>['storage'], record = createTestRecord()) {
  const clock = manualClock();
  const fates: (Fate | 'other')[] = [];
  const page = { isThere: false, told: 0 };
  const { call, made } = scriptedCall((one) => {
    const fate = fates.shift() ?? 'fine';
    if (fate === 'other') throw new ApiError('ACCOUNT_CHANGED', 'server');
    return record.serve(one, fate);
  });
  const run = () =>
    sendWaiting({
      userId: 'ada',
      storage,
      call,
      clock,
      newId: () => uuid(900),
      isRelieved: () => page.isThere,
      written: () => {
        page.told += 1;
      },
    });
  /** Lets time pass until it has come to an end. */
  async function called(): Promise<{ readonly isDone: boolean; readonly tookMs: number }> {
    const began = clock.elapsed();
    let isDone: boolean | null = null;
    void run().then((is) => {
      isDone = is;
    });
    while (isDone === null) await clock.advance(100);
    return { isDone, tookMs: clock.elapsed() - began };
  }
  return { called, record, fates, made, page };
}

it('sends what a closed page has left, in its order, and crosses it out', async () => {
  const { storage } = await left(text(1), text(2), text(3, d), text(4));
  const { called, record, page } = worker(storage);
  expect(await called()).toMatchObject({ isDone: true });
  expect([record.ids(c), record.ids(d)]).toEqual([[uuid(101), uuid(102), uuid(104)], [uuid(103)]]);
  expect(await storage.list('ada')).toEqual([]);
  expect(page.told).toBeGreaterThan(0);
});

it('sends under the id of before what a page may have sent already, and it is there once', async () => {
  const { storage, lab } = await left();
  const page = await lab.open();
  lab.fates.push('lost');
  await page.outbox.enqueue(text(1));
  await page.outbox.enqueue(text(2));
  await lab.clock.advance(0);
  page.crash();
  const { called, record } = worker(storage, lab.record);
  expect(await called()).toMatchObject({ isDone: true });
  expect(record.ids(c)).toEqual([uuid(101), uuid(102)]);
});

it.each(['expired', 'other'] as const)('leaves all to its author when the session is %s', async (fate) => {
  const { storage } = await left(text(1), text(2));
  const { called, record, fates, made } = worker(storage);
  fates.push(fate);
  // Nothing to call again for: it goes when he has signed in.
  expect(await called()).toMatchObject({ isDone: true });
  expect([made.length, record.ids(c)]).toEqual([1, []]);
  expect(await storage.list('ada')).toHaveLength(2);
});

it('gives way to a page that has come, between two messages', async () => {
  const { storage } = await left(text(1), text(2), text(3));
  const { called, record, fates, page } = worker(storage);
  fates.push('overloaded');
  const calling = called();
  page.isThere = true;
  expect(await calling).toMatchObject({ isDone: true });
  expect(record.ids(c).length).toBeLessThan(3);
  expect((await storage.list('ada')).length + record.ids(c).length).toBe(3);
});

it('asks to be called again when there is no way through, and goes on then', async () => {
  const { storage } = await left(text(1), text(2));
  const { called, record, fates } = worker(storage);
  fates.push(...Array.from({ length: 50 }, () => 'dropped' as const));
  const { isDone, tookMs } = await called();
  expect(isDone).toBe(false);
  expect(tookMs).toBeLessThan(30_000);
  fates.length = 0;
  expect(await called()).toMatchObject({ isDone: true });
  expect(record.ids(c)).toEqual([uuid(101), uuid(102)]);
});

it('keeps what was refused for its author, and sends the others', async () => {
  const { storage } = await left(text(1), text(2));
  const { called, record, fates } = worker(storage);
  fates.push('refused');
  expect(await called()).toMatchObject({ isDone: true });
  expect(record.ids(c)).toEqual([uuid(102)]);
  expect(await storage.list('ada')).toMatchObject([{ value: { id: uuid(101), status: 'failed', content: 'm1' } }]);
});

it("has no business with another person's messages", async () => {
  const { storage } = await left();
  await storage.add('bob', { anything: true });
  const { called, made } = worker(storage);
  expect(await called()).toMatchObject({ isDone: true });
  expect(made).toEqual([]);
  expect(await storage.list('bob')).toHaveLength(1);
});
