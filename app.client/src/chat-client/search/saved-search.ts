import type { Excerpt, Hit } from '@parley/shared/contract/search.routes.ts';
import { limits } from '@parley/shared/limits.ts';
import { unreadAfter } from '@parley/shared/models/conversation.ts';
import type { Message } from '@parley/shared/models/message.ts';
import { compile } from '@parley/shared/search/compile.ts';
import { highlightsOf } from '@parley/shared/search/highlight.ts';
import { conversationsNamed, type NamedConversation } from '@parley/shared/search/names.ts';
import type { Directory } from '@parley/shared/search/operators.ts';
import { parseQuery } from '@parley/shared/search/parse-query.ts';
import { createStems } from '@parley/shared/search/stems.ts';
import { contains } from '../timeline/ranges.ts';
import { createMessageIndex } from './message-index.ts';
import type { SavedQuestion, SavedSearch } from './question.ts';
import { createReading, type ReadConversation, type Reading } from './reading.ts';
import type { SavedReader } from './saved-reader.ts';
import { scopeOf } from './scope.ts';

const stillBeingRead = 50;

/** What a query may call a conversation: its title, the other one of two, its id. */
function nameOf({ summary: { conversation }, people }: ReadConversation, me: string): NamedConversation {
  const peer = conversation.kind === 'direct' ? (people.find(({ id }) => id !== me) ?? null) : null;
  return { id: conversation.id, title: conversation.title, peer };
}

function directoryOf({ userId, zone, now }: SavedQuestion, conversations: readonly ReadConversation[]): Directory {
  const ids = new Map(conversations.flatMap(({ people }) => people.map(({ username, id }) => [username, id] as const)));
  const named = conversations.map((each) => nameOf(each, userId));
  return {
    me: userId,
    zone,
    now,
    personId: (username) => ids.get(username) ?? null,
    conversationIds: (name) => conversationsNamed(name, named),
  };
}

/** Numbers that its reader may see and that are not on this device. */
function unsavedOf({ summary: { head, me }, ranges }: ReadConversation): number {
  const first = Math.max(me.visibleFromSeq, 1) - 1;
  const held = ranges.reduce(
    (sum, { from, upTo }) => sum + Math.max(0, Math.min(upTo, head) - Math.max(from, first)),
    0,
  );
  return Math.max(0, head - first - held);
}

const excerptOf = ({ seq, senderId, createdAt, content }: Message): Excerpt => ({
  seq,
  senderId,
  createdAt,
  text: [...(content ?? '')].slice(0, limits.excerptLength).join(''),
});

/**
 * The search of a device over what it has saved: the grammar, words and conditions of the server, so that over the same
 * messages both find the same. What is new on the disk is read before each answer, or, where it is much, while it answers.
 */
export function createSavedSearch(reader: SavedReader): SavedSearch {
  const stems = createStems();
  let current: {
    readonly userId: string;
    readonly index: ReturnType<typeof createMessageIndex>;
    readonly reading: Reading;
  } | null = null;
  let work: Promise<void> = Promise.resolve();

  function of(userId: string) {
    if (current?.userId !== userId) {
      const index = createMessageIndex(stems);
      current = { userId, index, reading: createReading(reader, index, userId) };
    }
    return current;
  }

  /** One comparison at a time, each seeing what the one before did. */
  function compared(reading: Reading): Promise<void> {
    const next = work.then(() => reading.compare());
    work = next.catch(() => undefined);
    return next;
  }

  /** Goes on when the question is answered, as long as it is about the same person. */
  function readOn(mine: NonNullable<typeof current>): void {
    work = work.then(async () => {
      while (current === mine && (await mine.reading.step())) await new Promise((resolve) => setTimeout(resolve));
    });
    work = work.catch(() => undefined);
  }

  return {
    async ask(question) {
      const mine = of(question.userId);
      const { index, reading } = mine;
      if (reading.waiting() === 0) {
        await compared(reading);
        // What is little is read at once; much of it meanwhile.
        if (reading.waiting() <= stillBeingRead) while (await reading.step());
        else readOn(mine);
      }
      const conversations = reading.all();
      const { terms, problem } = parseQuery(question.query);
      const query = compile(problem ? [] : terms, directoryOf(question, conversations), stems);
      const { found, more } = index.find({
        query,
        order: question.order,
        now: question.now,
        after: question.after,
        limit: problem ? 0 : question.limit,
        isUnread({ conversationId, senderId, seq }) {
          const me = reading.get(conversationId)?.summary.me;
          return me !== undefined && senderId !== question.userId && seq > unreadAfter(me);
        },
        isVisible({ conversationId, seq }) {
          const me = reading.get(conversationId)?.summary.me;
          return me !== undefined && seq >= me.visibleFromSeq;
        },
      });
      const hits = found.map(({ message }): Hit => {
        const range = reading.get(message.conversationId)?.ranges.find((each) => contains(each, message.seq));
        const isNear = ({ seq }: Message) => range !== undefined && contains(range, seq);
        const { before, after } = index.neighbours(message.conversationId, message.seq);
        return {
          message,
          highlights: highlightsOf(message.content ?? '', query.words, stems).map(([from, to]) => [from, to]),
          before: before && isNear(before) ? excerptOf(before) : null,
          after: after && isNear(after) ? excerptOf(after) : null,
        };
      });
      const scope = scopeOf(query.condition);
      const searched = index.size(scope);
      const asked = conversations.filter(({ summary }) => scope(summary.conversation.id));
      return {
        hits,
        next: more ? (found.at(-1)?.place ?? null) : null,
        searched,
        saved: searched + reading.waiting(scope),
        unsaved: asked.reduce((sum, each) => sum + unsavedOf(each), 0),
      };
    },
    forget() {
      current = null;
    },
  };
}
