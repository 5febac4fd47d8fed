import { openIdbSaved } from '@parley/client/browser/idb-saved.ts';
import { openIdbSavedReader } from '@parley/client/browser/search/idb-saved-reader.ts';
import type { SavedSearch } from '@parley/client/chat-client/search/question.ts';
import { createSavedSearch } from '@parley/client/chat-client/search/saved-search.ts';
import { getConversation, listConversations } from '@parley/shared/contract/conversations.routes.ts';
import { listMessages } from '@parley/shared/contract/messages.routes.ts';
import { limits } from '@parley/shared/limits.ts';
import type { ConversationSummary } from '@parley/shared/models/conversation.ts';
import type { HitPlace } from '@parley/shared/search/rank.ts';
import type { Answers, Question } from './judge.ts';
import type { Person } from './world.ts';

/** Fetches all that Ada may see, page by page, and saves it as a device does: encrypted, in an IndexedDB. */
async function saveAll(ada: Person): Promise<void> {
  const saved = await openIdbSaved({ name: 'recall', bytes: Number.MAX_SAFE_INTEGER });
  const list = listConversations.responses[200].parse(await ada.ask('GET', '/conversations?limit=30'));
  const person = { userId: ada.id, epoch: list.epoch, at: Date.now(), me: {} };
  await saved.begin(person);
  for (const line of list.conversations) await saveOne(line);
  saved.close();

  async function saveOne(line: ConversationSummary): Promise<void> {
    const { id } = line.conversation;
    const { joinedSeq, visibleFromSeq } = line.me;
    const { participants } = getConversation.responses[200].parse(await ada.ask('GET', `/conversations/${id}`));
    for (let before: number | null = null; before === null || before > 1; ) {
      const query: string = `limit=${limits.pageMax}${before === null ? '' : `&beforeSeq=${before}`}`;
      const page = listMessages.responses[200].parse(await ada.ask('GET', `/conversations/${id}/messages?${query}`));
      const { from, upTo, asOf } = page;
      const put = page.messages.map((message) => ({ seq: message.seq, rev: message.rev, value: message }));
      const ranges = [{ from, upTo, asOf, live: true }];
      const stretch = { joinedSeq, visibleFromSeq, ranges, put, drop: [], people: participants };
      await saved.write(person, [{ conversationId: id, line, sight: visibleFromSeq, stretch }], []);
      if (from === 0) return;
      before = from + 1;
    }
  }
}

/** All that one question finds on the device, page by page. */
async function askAll(search: SavedSearch, userId: string, query: string, zone: string): Promise<string[]> {
  const found: string[] = [];
  for (let after: HitPlace | null = null, more = true; more; ) {
    const asked = { userId, query, order: 'newest', zone, now: Date.now(), after, limit: limits.hitsMax } as const;
    const { hits, next } = await search.ask(asked);
    found.push(...hits.map(({ message }) => message.id));
    after = next;
    more = next !== null;
  }
  return found;
}

/** Asks the client's own search over what it has saved, with no server. */
export async function askOffline(
  ada: Person,
  questions: readonly Question[],
  zone: string,
  say: (line: string) => void,
) {
  await saveAll(ada);
  say('saved');
  const search = createSavedSearch(await openIdbSavedReader({ name: 'recall' }));
  const ready = async () => {
    const asked = { userId: ada.id, query: 'x', order: 'newest', zone, now: 0, after: null, limit: 1 } as const;
    return search.ask(asked);
  };
  let state = await ready();
  for (; state.searched < state.saved; state = await ready()) await new Promise((resolve) => setTimeout(resolve, 100));
  say('read');
  const answers = new Map<Question, readonly string[]>();
  for (const question of questions) answers.set(question, await askAll(search, ada.id, question.query, zone));
  return { answers: answers as Answers, state };
}
