import { expect, it, vi } from 'vitest';
import { openIdbStories } from '../../browser/idb-stories.ts';
import { anEntry, anId, asMe, aUser } from '../../chat/testing/fake-data.ts';
import { createSentMemory } from './sent-here.ts';

const me = asMe(aUser('Nora Lindqvist'));
const tom = asMe(aUser('Tom Okafor'));
const lane = (...entries: ReturnType<typeof anEntry>[]) => new Map([['c', entries]]);
const day = 86_400_000;
const memoryOn = (storage: ReturnType<typeof openIdbStories> | null, now = 0) =>
  createSentMemory({ clock: { now: () => now }, storage: () => storage });

let count = 0;
const disk = () => {
  count += 1;
  return openIdbStories(`stories-${count}`, globalThis.crypto);
};

const tried = () => {
  const entry = { ...anEntry('c', anId(), 'words'), composedAt: 9 };
  return { ...entry, attempts: [{ at: 10, outcome: 'NETWORK_FAILED' as const }] };
};

it('remembers the tries of what has left the outbox, and only for the one who wrote it', () => {
  const memory = memoryOn(null);
  const entry = tried();
  memory.look({ me, outbox: lane({ ...entry, attempts: [] }) });
  memory.look({ me, outbox: lane(entry) });
  memory.look({ me, outbox: new Map() });
  expect(memory.of(entry.id)).toEqual({ composedAt: 9, attempts: entry.attempts });
  memory.look({ me: tom, outbox: new Map() });
  expect(memory.of(entry.id)).toBeNull();
});

it('is bounded: what was written longest ago goes first', () => {
  const memory = memoryOn(null);
  const entries = Array.from({ length: 501 }, () => anEntry('c', anId(), ''));
  for (const entry of entries) memory.look({ me, outbox: lane(entry) });
  expect(memory.of(entries[0]?.id ?? '')).toBeNull();
  expect(memory.of(entries[1]?.id ?? '')).not.toBeNull();
});

it('tells the story also after a reload, without a word of the message, for thirty days', async () => {
  const storage = disk();
  const entry = tried();
  const before = memoryOn(storage);
  before.look({ me, outbox: lane(entry) });
  before.look({ me, outbox: new Map() });
  await vi.waitFor(async () => expect(await storage.list(me.id)).toHaveLength(1), 10_000);
  expect(JSON.stringify(await storage.list(me.id))).not.toContain('words');

  const after = memoryOn(storage, day);
  after.look({ me, outbox: new Map() });
  await vi.waitFor(() => expect(after.of(entry.id)).toEqual({ composedAt: 9, attempts: entry.attempts }), 10_000);

  const later = memoryOn(storage, 31 * day);
  later.look({ me, outbox: new Map() });
  await vi.waitFor(async () => expect(await storage.list(me.id)).toEqual([]), 10_000);
  expect(later.of(entry.id)).toBeNull();
});

it('goes with whoever signs out', async () => {
  const storage = disk();
  const entry = tried();
  const memory = memoryOn(storage);
  memory.look({ me, outbox: lane(entry) });
  memory.look({ me, outbox: new Map() });
  await vi.waitFor(async () => expect(await storage.list(me.id)).toHaveLength(1), 10_000);
  expect(await storage.list(tom.id)).toEqual([]);
  memory.look({ me: null, outbox: new Map() });
  await vi.waitFor(async () => expect(await storage.list(me.id)).toEqual([]), 10_000);
  expect(memory.of(entry.id)).toBeNull();
});
