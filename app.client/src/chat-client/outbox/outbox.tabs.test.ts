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

it("neither shows nor sends nor deletes another person's entries", async () => {
  const { open, clock, record } = outboxLab();
  const ada = await open({ leader: false });
  await ada.outbox.enqueue(text(1));
  ada.crash();
  const bob = await open({ userId: 'bob' });
  expect(bob.entries()).toEqual([]);
  await bob.outbox.discardAll();
  await clock.advance(60_000);
  expect(record.ids(c)).toEqual([]);
  bob.crash();
  await open();
  await clock.advance(1_000);
  expect(record.ids(c)).toEqual(ids(1));
});

it('sends what another tab has written, in the order of writing, and neither tab sends the other one twice', async () => {
  const { open, clock, record } = outboxLab();
  const [writer, sender] = [await open({ leader: false }), await open()];
  await writer.outbox.enqueue(text(1));
  await sender.outbox.enqueue(text(2));
  await writer.outbox.enqueue(text(3));
  await clock.advance(10_000);
  expect(record.ids(c)).toEqual(ids(1, 2, 3));
  expect([writer.entries(), sender.entries(), writer.made]).toEqual([[], [], []]);
  expect(sender.made).toHaveLength(3);
});

it('sends both where two tabs made one draft into two messages, neither in the place of the other', async () => {
  for (const talking of [true, false]) {
    const lab = outboxLab();
    lab.talking = talking;
    const [one, other] = [await lab.open(), await lab.open({ leader: false })];
    one.online = false;
    await Promise.all([
      one.outbox.enqueue({ ...text(1), content: 'low water' }),
      other.outbox.enqueue({ ...text(1), content: 'low water at nine' }),
    ]);
    await other.outbox.enqueue(text(2));
    await one.outbox.reload();
    await other.outbox.reload();
    expect(new Set(other.entries().map(({ id }) => id)).size).toBe(3);
    one.online = true;
    one.outbox.hurry();
    await lab.clock.advance(60_000);
    const said = lab.record.ids(c).map((id) => lab.record.find(id)?.content);
    expect(said).toEqual(['low water', 'low water at nine', 'm2']);
    await other.outbox.reload();
    expect([one.entries(), other.entries()]).toEqual([[], []]);
  }
});

it('loses no words that come under the id of a message it knows, and says what it knows once', async () => {
  for (const isSentBefore of [true, false]) {
    const { open, clock, record } = outboxLab();
    const [one, other] = [await open(), await open({ leader: false })];
    one.mayTry = isSentBefore;
    await one.outbox.enqueue({ ...text(1), content: 'low water' });
    if (isSentBefore) await clock.advance(1_000);
    await other.outbox.reload();
    // Typed while the first was on its way out of the composer that both tabs show.
    for (const { outbox } of [other, one, other]) await outbox.enqueue({ ...text(1), content: 'and high water' });
    await one.outbox.enqueue({ ...text(1), content: 'low water' });
    one.mayTry = true;
    await one.outbox.reload();
    await clock.advance(60_000);
    expect(record.ids(c).map((id) => record.find(id)?.content)).toEqual(['low water', 'and high water']);
    expect(one.entries()).toEqual([]);
  }
});

it('says the same words of one draft once, though two of three tabs sent them', async () => {
  for (const isSentBefore of [true, false]) {
    const { open, clock, record } = outboxLab();
    const [one, two, three] = [await open(), await open({ leader: false }), await open({ leader: false })];
    one.mayTry = isSentBefore;
    await one.outbox.enqueue({ ...text(1), content: 'low water' });
    if (isSentBefore) await clock.advance(1_000);
    await Promise.all([two, three].map(({ outbox }) => outbox.enqueue({ ...text(1), content: 'low water at nine' })));
    one.mayTry = true;
    await one.outbox.reload();
    await clock.advance(60_000);
    expect(record.ids(c).map((id) => record.find(id)?.content)).toEqual(['low water', 'low water at nine']);
    expect(one.entries()).toEqual([]);
  }
});

it('sends what was made of a draft that another tab has sent before', async () => {
  const { open, clock, record } = outboxLab();
  const [one, other] = [await open(), await open({ leader: false })];
  await one.outbox.enqueue({ ...text(1), content: 'low water' });
  await clock.advance(1_000);
  await other.outbox.enqueue({ ...text(1), content: 'low water at nine' });
  await other.outbox.enqueue(text(2));
  await clock.advance(60_000);
  expect(record.ids(c).map((id) => record.find(id)?.content)).toEqual(['low water', 'low water at nine', 'm2']);
  expect(one.entries()).toEqual([]);
});

it('finds by itself what another tab has written before, where tabs cannot talk', async () => {
  const lab = outboxLab();
  lab.talking = false;
  const [writer, sender] = [await lab.open({ leader: false }), await lab.open()];
  await writer.outbox.enqueue(text(1));
  await sender.outbox.enqueue(text(2));
  await lab.clock.advance(10_000);
  expect(lab.record.ids(c)).toEqual(ids(1, 2));
  expect(writer.made).toEqual([]);
});

it('asks the disk no more than needed when another tab takes away what this one is sending', async () => {
  let reads = 0;
  const { outbox: disk } = createMemoryStorage();
  const list = (userId: string) => {
    reads += 1;
    return disk.list(userId);
  };
  const { open, fates, clock, record, storage } = outboxLab({ ...disk, list });
  const tab = await open();
  fates.push('overloaded', 'lost');
  await tab.outbox.enqueue(text(1));
  const [entry] = await disk.list('ada');
  if (entry) await storage.remove('ada', entry);
  await clock.advance(120_000);
  expect(tab.entries()).toEqual([]);
  expect(clock.pending).toBe(0);
  expect(reads).toBeLessThan(10);
  await tab.outbox.enqueue(text(2));
  await clock.advance(60_000);
  expect(record.ids(c)).toContain(uuid(102));
});

it('sends what its author made of it in another tab, though this one had not heard of it', async () => {
  const lab = outboxLab();
  lab.talking = false;
  const [one, other] = [await lab.open(), await lab.open({ leader: false })];
  one.mayTry = false;
  await one.outbox.enqueue({ ...text(1), content: 'low water' });
  await other.outbox.reload();
  await other.outbox.edit(uuid(101), 'high water');
  one.mayTry = true;
  one.outbox.wake();
  await lab.clock.advance(60_000);
  expect(lab.record.ids(c).map((id) => lab.record.find(id)?.content)).toEqual(['high water']);
});

it('sends what it has in memory where the disk cannot be read when its turn to lead comes', async () => {
  const { outbox: disk } = createMemoryStorage();
  let isUnreadable = false;
  const lab = outboxLab({
    ...disk,
    list: (userId) => (isUnreadable ? Promise.reject(new Error('closing')) : disk.list(userId)),
  });
  const tab = await lab.open({ leader: false });
  await tab.outbox.enqueue(text(1));
  isUnreadable = true;
  tab.mayTry = true;
  await tab.outbox.reload().catch(() => undefined);
  await lab.clock.advance(60_000);
  expect(lab.record.ids(c)).toEqual(ids(1));
});
