import { changeProfile, me } from '@parley/shared/contract/accounts.routes.ts';
import { listMessages, sendMessage } from '@parley/shared/contract/messages.routes.ts';
import { findPeople, person } from '@parley/shared/contract/people.routes.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { manualClock } from '../testing/manual-clock.ts';
import { scriptedCall } from '../testing/scripted-call.ts';
import { cached } from './cached.ts';
import { TtlLruCache } from './ttl-lru-cache.ts';

const c = 'c1';

function chain() {
  const view = { user: 'ada' as string | null, cursor: 'e:1:5' as string | null };
  const clock = manualClock();
  const cache = new TtlLruCache<unknown>(100, clock);
  let count = 0;
  const { call: end, made } = scriptedCall(() => ({ answer: ++count, for: view.user }));
  const call = cached(cache, { userId: () => view.user, cursorOf: () => view.cursor })(end);
  return { view, clock, cache, call, made };
}

const page = { params: { conversationId: c }, query: { beforeSeq: 9 } };

it('asks the same page once, and again when the log has gone on or another range is wanted', async () => {
  const { call, made, view } = chain();
  const first = await call(listMessages, page);
  expect(await call(listMessages, page)).toBe(first);
  expect(made).toHaveLength(1);
  await call(listMessages, { ...page, query: { beforeSeq: 8 } });
  view.cursor = 'e:1:6';
  expect(await call(listMessages, page)).not.toBe(first);
  view.cursor = null;
  await call(listMessages, page);
  await call(listMessages, page);
  expect(made).toHaveLength(5);
});

it('forgets pages of a conversation written to, and people when a profile changes', async () => {
  const { call, made } = chain();
  const elsewhere = { ...page, params: { conversationId: 'c2' } };
  const search = { query: { username: 'bo' } };
  for (let round = 0; round < 2; round += 1) {
    await call(listMessages, page);
    await call(listMessages, elsewhere);
    await call(findPeople, search);
    await call(person, { params: { userId: 'bob' } });
    if (round === 0) await call(sendMessage, { params: { conversationId: c }, body: { id: 'x', content: 'y' } });
    if (round === 0) await call(changeProfile, { body: { displayName: 'Ada' } });
  }
  expect(made.map(({ name }) => name).slice(6)).toEqual(['messages.list', 'people.find', 'people.get']);
});

it('does not keep an answer that was on its way when it became old', async () => {
  const cache = new TtlLruCache<unknown>(9, manualClock());
  let arrive: (answer: string) => void = () => undefined;
  const onItsWay = new Promise<string>((resolve) => {
    arrive = resolve;
  });
  const { call: end, made } = scriptedCall(({ name }) => (name === 'messages.list' ? onItsWay : 'sent'));
  const call = cached(cache, { userId: () => 'ada', cursorOf: () => 'e:1:5' })(end);
  const early = call(listMessages, page);
  await call(sendMessage, { params: { conversationId: c }, body: { id: 'x', content: 'y' } });
  arrive('old');
  expect(await early).toBe('old');
  await call(listMessages, page);
  expect(made).toHaveLength(3);
});

it('keeps nothing that may differ the next moment, and nothing while nobody is signed in', async () => {
  const { call, made, view } = chain();
  await call(me, {});
  await call(me, {});
  view.user = null;
  await call(findPeople, { query: { username: 'bo' } });
  await call(findPeople, { query: { username: 'bo' } });
  expect(made).toHaveLength(4);
});

it("never answers with another user's entry", async () => {
  const step = fc.record({
    user: fc.constantFrom('ada', 'bob', 'eve'),
    name: fc.constantFrom('bo', 'ca'),
    wait: fc.nat(40_000),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const { call, view, clock } = chain();
      for (const { user, name, wait } of steps) {
        view.user = user;
        expect(await call(findPeople, { query: { username: name } })).toMatchObject({ for: user });
        await clock.advance(wait);
      }
    }),
    { numRuns: 50 },
  );
});
