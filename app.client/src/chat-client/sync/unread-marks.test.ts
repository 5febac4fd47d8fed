import { timings } from '@parley/shared/limits.ts';
import { afterEach, expect, it } from 'vitest';
import { createMemoryStorage } from '../outbox/memory-storage.ts';
import type { DraftStorage } from '../ports.ts';
import { ada, c, d, engineLab } from '../testing/engine-lab.ts';
import { createWishes } from './wishes.ts';

type Lab = ReturnType<typeof engineLab>;
const labs: Lab[] = [];
afterEach(() => {
  for (const { engine } of labs.splice(0)) engine.stop();
});

/** Connected, with three messages of Bob's that Ada has read. */
async function ready(drafts?: DraftStorage): Promise<Lab> {
  const lab = await connected(drafts);
  for (const text of ['one', 'two', 'three']) lab.say(c, text);
  lab.engine.receipts.read(c, 5);
  await lab.clock.advance(timings.receiptsEvery);
  return lab;
}

async function connected(drafts?: DraftStorage): Promise<Lab> {
  const lab = engineLab(drafts ? { drafts } : {});
  labs.push(lab);
  await lab.wishes.load();
  lab.engine.start();
  lab.connect();
  await lab.clock.advance(3_000);
  await lab.engine.holds.open(c);
  await lab.clock.advance(1_000);
  return lab;
}

function cutOff(lab: Lab): void {
  lab.network.http = false;
  lab.drop();
}

async function back(lab: Lab): Promise<void> {
  lab.network.http = true;
  lab.connect();
  await lab.clock.advance(timings.retryCap);
}

const mine = (lab: Lab, id = c) => lab.store.get().conversations.get(id)?.summary.me;
const onRecord = (lab: Lab, id = c) => lab.server.stored(id).rows.get(ada)?.unreadMarkSeq;
const marksAsked = (lab: Lab) =>
  lab.made.flatMap(({ name, body }) => (name === 'unread.mark' ? [(body as { seq: number | null }).seq] : []));

it('shows what is marked without a network at once, with its number, and tells the server when it is back', async () => {
  const lab = await ready();
  expect(mine(lab)).toMatchObject({ readSeq: 5, unread: { count: 0 } });
  cutOff(lab);
  const marking = lab.engine.marks.mark(c, 4);
  await lab.clock.advance(0);
  expect(mine(lab)).toMatchObject({ unreadMarkSeq: 4, unread: { count: 2 } });
  await lab.clock.advance(1_000);
  await marking;
  expect(onRecord(lab)).toBeNull();
  await back(lab);
  expect(onRecord(lab)).toBe(4);
  expect(mine(lab)).toMatchObject({ unreadMarkSeq: 4, readSeq: 5, unread: { count: 2 } });
  expect(lab.wishes.all()).toEqual([]);
});

it('tells the last of several marks, and no other', async () => {
  const lab = await ready();
  cutOff(lab);
  for (const seq of [3, null, 5]) {
    void lab.engine.marks.mark(c, seq);
    await lab.clock.advance(0);
  }
  void lab.engine.marks.mark(d, 1);
  await lab.clock.advance(0);
  const before = marksAsked(lab).length;
  await back(lab);
  expect(marksAsked(lab).slice(before).toSorted()).toEqual([1, 5]);
  expect([onRecord(lab), onRecord(lab, d)]).toEqual([5, 1]);
});

it('takes the number from the server where it cannot be counted here, also when more has come meanwhile', async () => {
  const lab = await ready();
  for (const text of ['one', 'two']) lab.say(d, text);
  lab.engine.receipts.read(d, 4);
  await lab.clock.advance(timings.receiptsEvery);
  expect(mine(lab, d)).toMatchObject({ readSeq: 4, unread: { count: 0 } });
  lab.network.http = false;
  void lab.engine.marks.mark(d, 3);
  lab.say(d, 'three');
  await lab.clock.advance(0);
  expect(mine(lab, d)).toMatchObject({ unreadMarkSeq: 3 });
  await back(lab);
  expect(mine(lab, d)).toMatchObject({ unreadMarkSeq: 3, unread: { count: 3, atSeq: 5 } });
});

it('is not undone by what the server still believes when the network comes back', async () => {
  const lab = await ready();
  cutOff(lab);
  void lab.engine.marks.mark(c, 4);
  await lab.clock.advance(0);
  lab.say(c, 'four');
  const shown = new Set<number | null | undefined>();
  lab.store.subscribe(() => shown.add(mine(lab)?.unreadMarkSeq));
  await back(lab);
  expect([...shown]).toEqual([4]);
  expect(mine(lab)).toMatchObject({ unreadMarkSeq: 4, unread: { count: 3 } });
});

it('asks for a mark that was made while another was on its way', async () => {
  const lab = await ready();
  const first = lab.engine.marks.mark(c, 3);
  const second = lab.engine.marks.mark(c, 5);
  await lab.clock.advance(0);
  await Promise.all([first, second]);
  await lab.clock.advance(1_000);
  expect([onRecord(lab), mine(lab)?.unreadMarkSeq]).toEqual([5, 5]);
});

it('outlives a reload, and is shown after it', async () => {
  const { drafts } = createMemoryStorage();
  const lab = await ready(drafts);
  cutOff(lab);
  void lab.engine.marks.mark(c, 4);
  await lab.clock.advance(0);
  lab.engine.stop();
  const again = createWishes(ada, drafts);
  await again.load();
  expect([again.all(), again.of(c)]).toEqual([[c], 4]);
});

it('leaves to another tab what that tab has had fulfilled, and never tells an older wish after a newer one', async () => {
  const { drafts } = createMemoryStorage();
  const lab = await ready(drafts);
  cutOff(lab);
  void lab.engine.marks.mark(c, 4);
  await lab.clock.advance(0);
  const other = createWishes(ada, drafts);
  await other.load();
  other.fulfilled(c, 4);
  await other.latest(c);
  const before = marksAsked(lab).length;
  await back(lab);
  expect(marksAsked(lab)).toHaveLength(before);
  expect(lab.wishes.all()).toEqual([]);
});

it('says so when the server will not have it, and asks no more', async () => {
  const lab = await ready();
  lab.server.remove(0, c, ada);
  const marking = lab.engine.marks.mark(c, 4);
  const refused = expect(marking).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await lab.clock.advance(1_000);
  await refused;
  const asked = marksAsked(lab).length;
  await lab.clock.advance(timings.retryCap * 4);
  expect([marksAsked(lab).length, lab.wishes.all()]).toEqual([asked, []]);
});

it('forgets what was wanted when the record was restored: its numbers are others', async () => {
  const lab = await ready();
  lab.server.backUp();
  cutOff(lab);
  void lab.engine.marks.mark(c, 4);
  await lab.clock.advance(0);
  lab.server.restore();
  await back(lab);
  expect([onRecord(lab) ?? null, lab.wishes.all()]).toEqual([null, []]);
});

it('does without a disk', async () => {
  const refuse = async () => Promise.reject(new DOMException('no room', 'QuotaExceededError'));
  const lab = await ready({ get: refuse, set: refuse, clear: refuse });
  cutOff(lab);
  void lab.engine.marks.mark(c, 4);
  await lab.clock.advance(0);
  await back(lab);
  expect(onRecord(lab)).toBe(4);
});

it('does with a disk that is full, and still holds an older wish', async () => {
  const { drafts } = createMemoryStorage();
  const disk = { isFull: false };
  const lab = await ready({
    ...drafts,
    async set(userId, place, value) {
      if (disk.isFull && value !== null) throw new DOMException('no room', 'QuotaExceededError');
      return drafts.set(userId, place, value);
    },
  });
  cutOff(lab);
  void lab.engine.marks.mark(c, 3);
  await lab.clock.advance(0);
  disk.isFull = true;
  void lab.engine.marks.mark(c, 4);
  void lab.engine.marks.mark(d, 1);
  await lab.clock.advance(0);
  await back(lab);
  expect([onRecord(lab), onRecord(lab, d)]).toEqual([4, 1]);
  const again = createWishes(ada, drafts);
  await again.load();
  expect([lab.wishes.all(), again.all()]).toEqual([[], []]);
});

it('shows what is marked only when a reload cannot lose it, and the last of several', async () => {
  const { drafts } = createMemoryStorage();
  const writes: (() => void)[] = [];
  const disk = { isSlow: false };
  const lab = await ready({
    ...drafts,
    async set(userId, place, value) {
      if (disk.isSlow) await new Promise<void>((resolve) => writes.push(resolve));
      return drafts.set(userId, place, value);
    },
  });
  cutOff(lab);
  disk.isSlow = true;
  void lab.engine.marks.mark(c, 3);
  void lab.engine.marks.mark(c, 4);
  await lab.clock.advance(1_000);
  expect(mine(lab)).toMatchObject({ unreadMarkSeq: null });
  for (const mark of [null, 4]) {
    writes.shift()?.();
    await lab.clock.advance(0);
    expect(mine(lab)).toMatchObject({ unreadMarkSeq: mark });
  }
  const again = createWishes(ada, drafts);
  await again.load();
  expect(again.of(c)).toBe(4);
});
