import { expect, it } from 'vitest';
import { anEntry, anId, asMe, aUser } from '../../chat/testing/fake-data.ts';
import { createSentMemory } from './sent-here.ts';

const me = asMe(aUser('Nora Lindqvist'));
const lane = (...entries: ReturnType<typeof anEntry>[]) => new Map([['c', entries]]);

it('remembers the tries of what has left the outbox, and only for the one who wrote it', () => {
  const memory = createSentMemory();
  const entry = { ...anEntry('c', anId(), 'words'), composedAt: 9 };
  memory.look({ me, outbox: lane(entry) });
  const tried = { ...entry, attempts: [{ at: 10, outcome: 'NETWORK_FAILED' as const }] };
  memory.look({ me, outbox: lane(tried) });
  memory.look({ me, outbox: new Map() });
  expect(memory.of(entry.id)).toEqual({ composedAt: 9, attempts: tried.attempts });
  memory.look({ me: asMe(aUser('Tom Okafor')), outbox: new Map() });
  expect(memory.of(entry.id)).toBeNull();
});

it('is bounded: what was written longest ago goes first', () => {
  const memory = createSentMemory();
  const entries = Array.from({ length: 501 }, () => anEntry('c', anId(), ''));
  for (const entry of entries) memory.look({ me, outbox: lane(entry) });
  expect(memory.of(entries[0]?.id ?? '')).toBeNull();
  expect(memory.of(entries[1]?.id ?? '')).not.toBeNull();
});
