import { timings } from '@parley/shared/limits.ts';
import { afterEach, expect, it } from 'vitest';
import { ada, bob, c, d, engineLab } from '../testing/engine-lab.ts';
import { uuid } from '../testing/test-outbox.ts';
import { createKeeper, type Keeper } from './keeper.ts';
import { recallLines, recallPerson } from './recall.ts';
import { nothingSaved, type SavedChange, type SavedPerson, type SavedStorage } from './saved-storage.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

const me = {
  id: ada,
  username: 'ada',
  displayName: 'Ada',
  email: 'ada@example.org',
  version: 1,
  createdAt: '2026-11-01T10:00:00Z',
  isAdmin: false,
};

/** A disk that writes down what it was asked to write, and may be full. */
function disk() {
  const writes: { person: SavedPerson; changes: readonly SavedChange[]; current: readonly string[] }[] = [];
  const state = { isFull: false };
  const storage: SavedStorage = {
    ...nothingSaved,
    async write(person, changes, current) {
      if (state.isFull) throw new DOMException('no room', 'QuotaExceededError');
      writes.push({ person, changes, current });
    },
  };
  /** What was written last of a conversation: its line, and the numbers that were put and dropped. */
  const lastOf = (id: string) => {
    const change = writes.flatMap(({ changes }) => changes).findLast(({ conversationId }) => conversationId === id);
    return (
      change && {
        line: change.line,
        put: change.stretch?.put.map(({ seq }) => seq) ?? null,
        drop: change.stretch?.drop ?? null,
      }
    );
  };
  return { writes, state, storage, lastOf };
}

/** Signed in and connected, with one conversation held open, and a keeper beside. */
async function ready() {
  const lab = engineLab();
  const saved = disk();
  const told: boolean[] = [];
  lab.store.update((state) => ({ ...state, me: me as never }));
  const keeper: Keeper = createKeeper({
    userId: ada,
    store: lab.store,
    storage: saved.storage,
    clock: lab.clock,
    epoch: () => lab.engine.shelf.reader()?.epoch ?? null,
    wrote: (isDone) => told.push(isDone),
  });
  ends.push(() => keeper.stop(), lab.engine.stop);
  lab.engine.start();
  lab.connect();
  await lab.clock.advance(3_000);
  await lab.engine.holds.open(c);
  await lab.clock.advance(3_000);
  return { lab, keeper, told, ...saved };
}

it('copies what came, a moment later, and nothing twice', async () => {
  const { lab, writes, lastOf } = await ready();
  expect(lastOf(c)).toMatchObject({ put: [1, 2], drop: [] });
  expect(lastOf(d)).toMatchObject({ line: { head: 2 }, put: null });
  const before = writes.length;
  for (const text of ['one', 'two']) lab.say(c, text);
  await lab.clock.advance(999);
  expect(writes).toHaveLength(before);
  await lab.clock.advance(1);
  expect(writes).toHaveLength(before + 1);
  expect(lastOf(c)).toMatchObject({ put: [3, 4] });
  expect(writes.at(-1)?.changes.map(({ conversationId }) => conversationId)).toEqual([c]);
});

it('writes an edited message over the one of before', async () => {
  const { lab, keeper, lastOf } = await ready();
  lab.say(c, 'one');
  await keeper.flush();
  lab.server.change(0, c, (tx, { messages }) => {
    const last = [...messages.values()].findLast(({ senderId }) => senderId === bob);
    if (last) tx.touch(last, 'better');
  });
  lab.server.announceAll();
  await keeper.flush();
  expect(lastOf(c)).toMatchObject({ put: [3] });
});

it('lets what I was removed from go from the disk', async () => {
  const { lab, keeper, lastOf } = await ready();
  lab.server.remove(0, c, ada);
  await lab.clock.advance(timings.holeWait);
  await keeper.flush();
  expect(lastOf(c)).toEqual({ line: null, put: null, drop: null });
});

it('says when the disk is full, tries all of it again with the next change, and says when there is room', async () => {
  const { lab, state, told, lastOf } = await ready();
  state.isFull = true;
  lab.say(c, 'one');
  await lab.clock.advance(1_000);
  expect([told.at(-1), lastOf(c)?.put]).toEqual([false, [1, 2]]);
  state.isFull = false;
  lab.say(c, 'two');
  await lab.clock.advance(1_000);
  expect([told.at(-1), lastOf(c)?.put]).toEqual([true, [3, 4]]);
});

it('notes once a minute that all is as it was, but only while that is known', async () => {
  const { lab, writes } = await ready();
  const before = writes.length;
  await lab.clock.advance(60_000);
  expect(writes.length).toBe(before + 1);
  expect(writes.at(-1)).toMatchObject({ changes: [], current: [c], person: { at: expect.any(Number), userId: ada } });
  lab.network.http = false;
  lab.drop();
  await lab.clock.advance(timings.requestTimeout);
  const offline = writes.length;
  await lab.clock.advance(180_000);
  expect(writes).toHaveLength(offline);
});

it('writes nothing for somebody who is not here any more, and nothing after it was stopped', async () => {
  const { lab, keeper, writes } = await ready();
  const before = writes.length;
  lab.say(c, 'one');
  lab.store.update((state) => ({ ...state, me: { ...me, id: bob } as never }));
  await keeper.flush();
  expect(writes).toHaveLength(before);
  lab.store.update((state) => ({ ...state, me: me as never }));
  keeper.stop();
  await keeper.flush();
  expect(writes).toHaveLength(before);
});

it('gives back the person and the list, and leaves out what cannot be read', async () => {
  const { lab, writes, keeper } = await ready();
  lab.say(d, 'one');
  await keeper.flush();
  const line = writes.flatMap(({ changes }) => changes).findLast(({ conversationId }) => conversationId === d)?.line;
  const kept: SavedStorage = {
    ...nothingSaved,
    last: async () => ({ userId: ada, epoch: 'epoch-1', at: 7, me }),
    lines: async () => [
      { conversationId: d, value: line },
      { conversationId: uuid(77), value: line },
      { conversationId: c, value: { from: 'a later version' } },
    ],
  };
  expect(await recallPerson(kept)).toMatchObject({ id: ada });
  lab.store.update((state) => ({ ...state, conversations: new Map(), order: [] }));
  expect(await recallLines(kept, lab.store)).toBe('epoch-1');
  expect(lab.store.get().order).toEqual([d]);
  expect(lab.store.get().conversations.get(d)?.savedAt).toBe(7);
  const another = async () => ({ userId: bob, epoch: 'epoch-1', at: 7, me });
  expect(await recallPerson({ ...kept, last: another })).toBeNull();
});
