import type { ConversationSummary } from '@parley/shared/models/conversation.ts';
import type { Message } from '@parley/shared/models/message.ts';
import { expect, it } from 'vitest';
import { aMessage, anId, aParticipant, aSummary, asMe, aUser } from '../../chat/testing/fake-data.ts';
import { createSavedSearch } from '../../chat-client/search/saved-search.ts';
import { openIdbSaved } from '../idb-saved.ts';
import { openIdbSavedReader } from './idb-saved-reader.ts';

let databases = 0;
const [ada, bob, eve] = [aUser('Ada Byron'), aUser('Bob Kahn'), aUser('Eve Holt')];

/** A device on whose disk Ada's conversation with Bob is, and the search that reads it. */
async function device() {
  databases += 1;
  const name = `search-${databases}`;
  const saved = await openIdbSaved({ name });
  const search = createSavedSearch(await openIdbSavedReader({ name }));
  const conversationId = anId();
  let at = 0;

  /** Writes messages down as the keeper of a page does. */
  async function keep(
    userId: string,
    messages: readonly Message[],
    more: { line?: Partial<ConversationSummary>; drop?: readonly number[]; ranges?: [from: number, upTo: number] } = {},
  ): Promise<void> {
    at += 1;
    const seqs = messages.map(({ seq }) => seq);
    const [from, upTo] = more.ranges ?? [Math.min(...seqs) - 1, Math.max(...seqs)];
    const person = { userId, epoch: 'e', at, me: asMe(ada) };
    await saved.begin(person);
    const line = { ...aSummary({ id: conversationId, people: [bob] }), head: upTo, ...more.line };
    const put = messages.map((message) => ({ seq: message.seq, rev: message.rev, value: message }));
    const people = [aParticipant(ada), aParticipant(bob)];
    const ranges = [{ from, upTo, asOf: upTo, live: true }];
    const stretch = { joinedSeq: 1, visibleFromSeq: 0, ranges, put, drop: more.drop ?? [], people };
    await saved.write(person, [{ conversationId, line, sight: 0, stretch }], []);
  }
  const say = (seq: number, content: string | null, more: Partial<Message> = {}) =>
    aMessage({ conversationId, seq, senderId: bob.id, content, ...more });

  /** What is found, once all of the disk was read. */
  async function ask(query: string, userId = ada.id, limit = 20) {
    for (;;) {
      const asked = { userId, query, order: 'newest', zone: 'UTC', now: Date.now(), after: null, limit } as const;
      const page = await search.ask(asked);
      if (page.searched === page.saved) return page;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
  const find = async (query: string, userId = ada.id) =>
    (await ask(query, userId)).hits.map(({ message: { content } }) => content);
  return { saved, search, conversationId, keep, say, ask, find };
}

it('finds what is on the disk, the newest first, with where in the text, what stood beside it, and how much it looked at', async () => {
  const { keep, say, ask } = await device();
  await keep(ada.id, [say(3, 'The ferry leaves'), say(4, 'and the pilot?'), say(6, 'two ferries, one pilot')]);
  const { hits, ...rest } = await ask('FERRIES');
  expect(
    hits.map(({ message, highlights, before, after }) => [message.seq, highlights, before?.text, after?.text]),
  ).toEqual([
    [6, [[4, 11]], 'and the pilot?', undefined],
    [3, [[4, 9]], undefined, 'and the pilot?'],
  ]);
  expect(rest).toEqual({ next: null, searched: 3, saved: 3, unsaved: 2 });
  const first = await ask('pilot', ada.id, 1);
  expect([first.hits[0]?.message.seq, first.next?.seq]).toEqual([6, 6]);
});

it('says how much it looked at of the conversations that the question is about', async () => {
  const { keep, say, ask } = await device();
  await keep(ada.id, [say(3, 'The ferry leaves'), say(4, 'and the pilot?')]);
  const counts = async (query: string) => {
    const { searched, saved, unsaved } = await ask(query);
    return { searched, saved, unsaved };
  };
  expect(await counts('ferry in:@bob')).toEqual({ searched: 2, saved: 2, unsaved: 2 });
  expect(await counts('ferry -in:@eve')).toEqual({ searched: 2, saved: 2, unsaved: 2 });
  const nothing = { searched: 0, saved: 0, unsaved: 0 };
  expect([await counts('ferry -in:@bob'), await counts('ferry in:@eve')]).toEqual([nothing, nothing]);
});

it('knows people, conversations and what is unread as they are on the disk', async () => {
  const { keep, say, find, conversationId } = await device();
  const me = { ...aSummary({ people: [bob] }).me, readSeq: 1 };
  await keep(ada.id, [say(1, 'one'), say(2, 'two'), say(3, 'three', { senderId: ada.id })], { line: { me } });
  expect(await find('is:unread -x')).toEqual(['two']);
  expect(await find('from:bob -two')).toEqual(['one']);
  expect(await find(`from:me in:@bob in:${conversationId} in:"bob kahn"`)).toEqual(['three']);
  await keep(ada.id, [say(3, 'three', { senderId: ada.id })], { line: { me: { ...me, readSeq: 2 } } });
  expect(await find('is:unread -x')).toEqual([]);
});

it('finds an edited message by its new words, and neither a deleted one nor one that is not on the disk any more', async () => {
  const { keep, say, find, saved, conversationId } = await device();
  await keep(ada.id, [say(1, 'a hawser'), say(2, 'another hawser'), say(3, 'a third hawser')]);
  expect(await find('hawser')).toHaveLength(3);
  await keep(ada.id, [say(1, 'a mainsail', { rev: 7 })]);
  await keep(ada.id, [say(2, null, { rev: 8 })], { drop: [3] });
  expect([await find('hawser'), await find('mainsail')]).toEqual([[], ['a mainsail']]);
  await saved.write(
    { userId: ada.id, epoch: 'e', at: 99, me: {} },
    [{ conversationId, line: null, sight: 0, stretch: null }],
    [],
  );
  expect(await find('mainsail')).toEqual([]);
});

it('never looks at what another person has kept, nor at what was wiped', async () => {
  const { keep, say, find, ask, saved, search } = await device();
  await keep(ada.id, [say(1, 'a secret of Ada')]);
  await keep(eve.id, [say(2, 'a secret of Eve')]);
  expect([await find('secret'), await find('secret', eve.id)]).toEqual([['a secret of Ada'], ['a secret of Eve']]);
  expect(await find('secret', bob.id)).toEqual([]);
  await saved.keepOnly(eve.id);
  expect((await ask('secret')).hits).toEqual([]);
  expect(await find('secret', eve.id)).toEqual(['a secret of Eve']);
  search.forget();
  await saved.keepOnly(null);
  expect((await ask('secret', eve.id)).saved).toBe(0);
});

it('does not find what its reader may not see any more, and reads a large disk while it answers', async () => {
  const { keep, say, find, search } = await device();
  const many = Array.from({ length: 1_500 }, (_, index) => say(index + 1, `buoy ${index + 1}`));
  const me = { ...aSummary({ people: [bob] }).me, visibleFromSeq: 1_400 };
  await keep(ada.id, many, { line: { me } });
  const asked = {
    userId: ada.id,
    query: 'buoy',
    order: 'newest',
    zone: 'UTC',
    now: 0,
    after: null,
    limit: 50,
  } as const;
  const early = await search.ask(asked);
  expect([early.saved, early.searched < early.saved]).toEqual([1_500, true]);
  expect(await find('1399')).toEqual([]);
  expect(await find('1400')).toEqual(['buoy 1400']);
});
