import { timings } from '@parley/shared/limits.ts';
import { expect, it } from 'vitest';
import { manualClock, settle } from '../testing/manual-clock.ts';
import { uuid } from '../testing/test-outbox.ts';
import { createDrafts } from './drafts.ts';
import { createMemoryStorage } from './memory-storage.ts';

const c = uuid(1);
const draft = (content: string) => ({ id: uuid(100), content });

function desk() {
  const who = { userId: 'ada' as string | null };
  const clock = manualClock();
  const storage = createMemoryStorage().drafts;
  const told: unknown[] = [];
  const typed = (...words: unknown[]) => void told.push(words);
  const open = () => createDrafts({ storage, clock, userId: () => who.userId, wrote: () => undefined, typed });
  return { who, clock, storage, told, open, drafts: open() };
}

it('writes down once typing has paused, and has at once what was typed', async () => {
  const { clock, storage, drafts, open } = desk();
  drafts.set(c, draft('hel'));
  await clock.advance(timings.draftAfter - 1);
  drafts.set(c, draft('hello'));
  await clock.advance(timings.draftAfter - 1);
  expect(await storage.get('ada', c)).toBeUndefined();
  expect(await drafts.get(c)).toEqual(draft('hello'));
  await clock.advance(1);
  expect(await open().get(c)).toEqual(draft('hello'));
  drafts.set(c, draft('  '));
  await drafts.flush();
  expect(await open().get(c)).toBeNull();
});

it("keeps a text for the one who typed it, though another's time has come", async () => {
  const { who, drafts, open } = desk();
  drafts.set(c, draft('of ada'));
  who.userId = 'bob';
  expect(await drafts.get(c)).toBeNull();
  drafts.set(c, draft('of bob'));
  await drafts.flush();
  await settle();
  expect(await open().get(c)).toEqual(draft('of bob'));
  who.userId = 'ada';
  expect(await open().get(c)).toEqual(draft('of ada'));
  await drafts.forgetAll();
  expect(await open().get(c)).toBeNull();
  who.userId = 'bob';
  expect(await open().get(c)).toEqual(draft('of bob'));
});

it('forgets what it cannot read', async () => {
  const { storage, drafts } = desk();
  await storage.set('ada', c, { id: 'no id', content: 7 });
  expect(await drafts.get(c)).toBeNull();
});

it('shows in one tab what is typed in another, and the later text stays', async () => {
  const { clock, storage, told, open, drafts } = desk();
  const other = open();
  const seen: string[] = [];
  const stop = other.subscribe((_, { content }) => void seen.push(content));
  other.set(c, draft('an older text'));
  drafts.set(c, draft('hello'));
  expect(told).toContainEqual(['ada', c, draft('hello')]);
  other.heard('ada', c, draft('hello'));
  expect([seen, await other.get(c)]).toEqual([['hello'], draft('hello')]);
  await clock.advance(timings.draftAfter);
  expect(await storage.get('ada', c)).toEqual(draft('hello'));
  other.heard('bob', c, draft('not hers'));
  other.heard('ada', c, draft(''));
  expect([seen, await other.get(c)]).toEqual([['hello', ''], null]);
  stop();
});
