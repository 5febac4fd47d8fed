import { timings } from '@parley/shared/limits.ts';
import { openDB } from 'idb';
import { afterEach, expect, it } from 'vitest';
import { ada, bob, c, d } from '../chat-client/testing/engine-lab.ts';
import { uuid } from '../chat-client/testing/test-outbox.ts';
import { openIdbSaved, type SavedOptions } from './idb-saved.ts';
import { keptDevice } from './testing/kept-device.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});
const device = (options?: SavedOptions) => keptDevice(ends, options);

it('fetches all of it from the newest page backwards, one page at a time, and says when it is whole', async () => {
  const { talk, words, whole, pass, pages, onDisk, kept } = await device();
  talk(c, 12);
  await pass(2_000);
  expect(await onDisk()).toEqual([]);
  await whole.set(c, true);
  await pass(timings.keptEvery);
  const [asked, first] = [pages(), await onDisk()];
  expect(first.at(-1)).toBe('m12');
  expect(first.length).toBeLessThan(12);
  await pass(timings.keptEvery);
  expect(pages()).toBe(asked + 1);
  await pass(10_000);
  expect(await onDisk()).toEqual(words(12));
  expect(kept()).toMatchObject({ failure: null, whole: { from: 0 } });
  const finished = pages();
  await pass(20_000);
  expect(pages()).toBe(finished);
});

it('goes on after a reload where it was, waits while there is no network, and leaves it to the tab that leads', async () => {
  const { talk, words, whole, begin, pass, pages, onDisk, network, drop, connect, clock, lead } = await device();
  talk(c, 12);
  await whole.set(c, true);
  await pass(timings.keptEvery * 2);
  whole.stop();
  const [before, asked] = [(await onDisk()).length, pages()];
  expect(before).toBeGreaterThan(0);
  network.http = false;
  drop();
  await clock.advance(timings.requestTimeout);
  begin();
  await pass(5_000);
  expect((await onDisk()).length).toBe(before);
  lead(false);
  network.http = true;
  connect();
  await pass(10_000);
  expect(pages()).toBe(asked);
  lead(true);
  talk(d, 1);
  await pass(20_000);
  expect(await onDisk()).toEqual(words(12));
  expect(pages() - asked).toBeLessThanOrEqual(4);
});

it('stays level with what is said and edited, though the conversation is not open', async () => {
  const { done, talk, whole, pass, pages, onDisk, server, kept } = await device();
  talk(c, 6);
  await whole.set(c, true);
  await done();
  const asked = pages();
  talk(c, 2, 'later');
  server.change(0, c, (tx, { messages }) => {
    const first = [...messages.values()].find(({ content }) => content === 'm1');
    if (first) tx.touch(first, 'better');
  });
  server.announceAll();
  await pass(timings.keptGather * 2);
  expect(await onDisk()).toEqual(['better', 'm2', 'm3', 'm4', 'm5', 'm6', 'later1', 'later2']);
  expect(pages()).toBe(asked);
  expect(kept()?.messages).toBe((await onDisk()).length + 2);
});

it('fetches it anew when the record was restored, when I was removed and came back, and when the log does not tell any more', async () => {
  const { done, talk, words, whole, pass, onDisk, server, drop, connect, kept, clock } = await device();
  talk(d, 6);
  server.backUp();
  await whole.set(d, true);
  await done(d);
  expect(await onDisk(d)).toEqual(words(6));
  server.restore();
  await pass(timings.headsAll * 1.5);
  expect(await onDisk(d)).toEqual(words(6));

  drop();
  server.remove(0, d, ada);
  talk(d, 2, 'without');
  server.change(0, d, (tx) => void tx.join(ada, 'member', false));
  server.announceAll();
  talk(d, 4, 'back');
  connect();
  await pass(timings.headsAll * 1.5);
  expect(await onDisk(d)).toEqual(words(4, 'back'));
  expect(kept(d)).toMatchObject({ failure: null, whole: { upTo: server.stored(d).seq } });

  drop();
  talk(d, 5, 'unheard');
  server.stored(d).logFloor = server.stored(d).seq;
  await clock.advance(1_000);
  connect();
  await pass(timings.headsAll * 1.5);
  expect(await onDisk(d)).toEqual([...words(4, 'back'), ...words(5, 'unheard')]);
});

it('is spared when room is made, and goes like anything else once it was turned off', async () => {
  const { done, talk, words, whole, pass, onDisk, saved, engine, keeper } = await device({ bytes: 9_000 });
  talk(c, 12);
  await whole.set(c, true);
  await done();
  talk(d, 30);
  await engine.holds.open(d);
  for (let page = 0; page < 12; page += 1) await engine.pages.load(d, 'older');
  await keeper.flush();
  await pass(2_000);
  expect(await onDisk(c)).toEqual(words(12));
  expect((await onDisk(d)).length).toBeLessThan(30);
  await whole.set(c, false);
  await keeper.flush();
  await engine.holds.open(d);
  talk(d, 1, 'last');
  await pass(2_000);
  expect((await onDisk(c)).length + (await onDisk(d)).length).toBeLessThan(30);
  expect(await (await saved.kept()).list(ada, null)).toEqual([]);
});

it('says that it does not fit, keeps what it has, and goes on when it is tried again and there is room', async () => {
  let left = 1_000;
  const { done, talk, words, whole, pass, onDisk, kept, saved, pages } = await device({ room: async () => left });
  talk(c, 9);
  await whole.set(c, true);
  await done();
  expect(kept()).toMatchObject({ failure: 'DISK_FULL', messages: 0 });
  const asked = pages();
  await pass(20_000);
  expect(pages()).toBe(asked);
  expect(await (await saved.kept()).list(ada, null)).toMatchObject([{ conversationId: c, failure: 'DISK_FULL' }]);
  left = 1e9;
  await whole.set(c, true);
  await done();
  expect(kept()?.failure).toBeNull();
  expect(await onDisk()).toEqual(words(9));
});

it('stops at what all kept conversations may take together', async () => {
  const { done, talk, whole, onDisk, kept } = await device({ keptBytes: 4_000 });
  talk(c, 30);
  await whole.set(c, true);
  await done();
  expect(kept()?.failure).toBe('KEPT_FULL');
  const held = await onDisk();
  expect(held.length).toBeGreaterThan(0);
  expect(held.length).toBeLessThan(30);
  expect(held.at(-1)).toBe('m30');
});

it('loses what retention removed, all when I leave, and is forgotten when I sign out', async () => {
  const { name, done, talk, words, whole, pass, onDisk, server, saved, kept } = await device();
  talk(d, 9);
  await whole.set(d, true);
  await done(d);
  server.change(0, d, (tx, { messages }) => {
    const fourth = [...messages.values()].find(({ content }) => content === 'm4');
    if (fourth) tx.purge(fourth.seq);
  });
  server.announceAll();
  await pass(timings.keptGather * 2);
  expect(await onDisk(d)).toEqual(words(9).slice(3));
  const raw = await openDB(name);
  expect(await raw.count('messages')).toBe(6);
  server.remove(0, d, ada);
  await pass(timings.keptGather * 2);
  expect([await raw.count('messages'), await onDisk(d), kept(d)?.failure]).toEqual([0, [], null]);
  await saved.keepOnly(uuid(99));
  expect(await raw.count('kept')).toBe(0);
  raw.close();
});

it('leads back to the very beginning without a network, a part at a time', async () => {
  const { done, words, whole, pass, server, engine, network, drop, clock, texts, pages } = await device();
  for (let number = 1; number <= 1_700; number += 1)
    server.change(0, c, (tx) => void tx.say(uuid(10_000 + number), bob, `m${number}`));
  server.announceAll();
  await whole.set(c, true);
  await done();
  network.http = false;
  drop();
  await clock.advance(timings.requestTimeout);
  engine.holds.open(c).catch(() => undefined);
  await pass(1_000);
  expect(texts(c)).toEqual(words(1_700).slice(-1_000));
  const asked = pages();
  await engine.pages.load(c, 'older');
  await engine.pages.load(c, 'older');
  expect(texts(c)).toEqual(words(1_700));
  expect(pages()).toBe(asked);
}, 60_000);

it('takes over a disk of before anything could be kept whole, with all that was read', async () => {
  const name = 'kept-of-before';
  const before = await openDB(name, 1, {
    upgrade(db) {
      db.createObjectStore('people', { keyPath: 'userId' });
      db.createObjectStore('lines', { keyPath: ['userId', 'conversationId'] }).createIndex('userId', 'userId');
      db.createObjectStore('messages');
      db.createObjectStore('keys');
    },
  });
  await before.put('people', { userId: ada, epoch: 'e', at: 1, current: [], me: { plain: { id: ada } } });
  before.close();
  const saved = await openIdbSaved({ name });
  ends.push(saved.close);
  expect(await saved.last()).toMatchObject({ userId: ada, epoch: 'e' });
  await (await saved.kept()).set(ada, c, true);
  expect(await (await saved.kept()).list(ada, 'e')).toEqual([
    { conversationId: c, whole: null, messages: 0, failure: null },
  ]);
});
