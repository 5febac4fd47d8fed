import { changeProfile, me as whoAmI } from '@parley/shared/contract/accounts.routes.ts';
import type { ConversationAnswer } from '@parley/shared/contract/answers.ts';
import {
  addParticipants,
  changeRole,
  createConversation,
  removeParticipant,
  renameConversation,
} from '@parley/shared/contract/conversations.routes.ts';
import { deleteMessage, editMessage } from '@parley/shared/contract/messages.routes.ts';
import { findPeople } from '@parley/shared/contract/people.routes.ts';
import { listAdvances } from '@parley/shared/contract/receipts.routes.ts';
import type { RouteInput } from '@parley/shared/contract/route.ts';
import { searchMessages } from '@parley/shared/contract/search.routes.ts';
import { whyUnread } from '@parley/shared/contract/unread.routes.ts';
import type { Call } from './calls/call.ts';
import type { ChatClient } from './chat-client.ts';
import { ApiError, isVerdict } from './failure.ts';
import { createSentMemory } from './outbox/sent-here.ts';
import type { Clock, StoryStorage } from './ports.ts';
import type { ChatState } from './state.ts';
import type { WritableStore } from './store.ts';
import type { Engine } from './sync/engine.ts';
import { applyConversationAnswer, applyOwnAnswer } from './timeline/own-answers.ts';
import { applyInbox } from './timeline/receipts.ts';

type Creation = RouteInput<typeof createConversation>['body'];

/** What is asked for at once and answered at once: it is not written down, and its author sees when it fails. */
export type Actions = Pick<
  ChatClient,
  | 'edit'
  | 'remove'
  | 'startDirect'
  | 'startGroup'
  | 'rename'
  | 'addPeople'
  | 'removePerson'
  | 'leave'
  | 'changeRole'
  | 'findPeople'
  | 'search'
  | 'changeProfile'
  | 'advances'
  | 'sentHere'
  | 'checkUp'
  | 'markUnread'
  | 'whyUnread'
>;

/** Each answer goes onto the shelf like any other; frames tell the same again. */
export function createActions(deps: {
  readonly call: Call;
  readonly store: WritableStore<ChatState>;
  /** Throws while nobody is signed in. */
  readonly engine: () => Engine;
  readonly newId: () => string;
  readonly clock: Pick<Clock, 'now'>;
  readonly stories: () => StoryStorage | null;
}): Actions {
  const { call, store, engine, newId } = deps;
  // A creation whose answer was lost is asked for again under its id, or there would be two groups.
  const creations = new Map<string, string>();
  const memory = createSentMemory({ clock: deps.clock, storage: deps.stories });
  store.subscribe(() => memory.look(store.get()));

  function shelve(conversationId: string, answer: ConversationAnswer): void {
    const { shelf } = engine();
    shelf.together(() => {
      shelf.list(answer.epoch, answer.summary);
      shelf.step(conversationId, (state, reader) => applyConversationAnswer(state, answer, reader));
    });
  }

  async function create(creation: Creation, key: string): Promise<string> {
    creations.set(key, creation.id);
    try {
      const answer = await call(createConversation, { body: creation });
      creations.delete(key);
      const { id } = answer.summary.conversation;
      shelve(id, answer);
      return id;
    } catch (error) {
      if (isVerdict(error)) creations.delete(key);
      throw error;
    }
  }

  async function removePerson(conversationId: string, userId: string): Promise<void> {
    await call(removeParticipant, { params: { conversationId, userId } });
  }

  return {
    async advances(conversationId, messageId) {
      return (await call(listAdvances, { params: { conversationId, messageId } })).advances;
    },
    markUnread: async (conversationId, seq) => engine().marks.mark(conversationId, seq),
    async whyUnread(conversationId) {
      const answer = await call(whyUnread, { params: { conversationId } });
      engine().shelf.step(conversationId, (state, reader) => applyInbox(state, answer, reader));
      return answer;
    },
    checkUp: async () => void (await call(whoAmI, {})),
    sentHere: (messageId) => memory.of(messageId),
    async edit(conversationId, messageId, content, version) {
      const answer = await call(editMessage, { params: { conversationId, messageId }, body: { content, version } });
      engine().shelf.step(conversationId, (state, reader) => applyOwnAnswer(state, answer, reader));
    },
    async remove(conversationId, messageId) {
      const answer = await call(deleteMessage, { params: { conversationId, messageId } });
      engine().shelf.step(conversationId, (state, reader) => applyOwnAnswer(state, answer, reader));
    },
    startDirect(userId) {
      const key = `direct ${userId}`;
      return create({ kind: 'direct', id: creations.get(key) ?? newId(), userId }, key);
    },
    startGroup(title, userIds) {
      const key = JSON.stringify([title, [...userIds].sort()]);
      return create({ kind: 'group', id: creations.get(key) ?? newId(), title, userIds: [...userIds] }, key);
    },
    async rename(conversationId, title) {
      shelve(conversationId, await call(renameConversation, { params: { conversationId }, body: { title } }));
    },
    async addPeople(conversationId, userIds) {
      const body = { userIds: [...userIds] };
      shelve(conversationId, await call(addParticipants, { params: { conversationId }, body }));
    },
    removePerson,
    async leave(conversationId) {
      const me = store.get().me;
      if (!me) throw new ApiError('UNAUTHENTICATED', 'local');
      await removePerson(conversationId, me.id);
    },
    async changeRole(conversationId, userId, role) {
      shelve(conversationId, await call(changeRole, { params: { conversationId, userId }, body: { role } }));
    },
    async findPeople(prefix) {
      const { people } = await call(findPeople, { query: { username: prefix.toLowerCase() } });
      engine().people.met(people);
      return people;
    },
    search({ query, order, cursor }) {
      const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
      return call(searchMessages, { query: { query, order, zone, ...(cursor === null ? {} : { cursor }) } });
    },
    async changeProfile(displayName) {
      const me = await call(changeProfile, { body: { displayName } });
      engine().people.met([me]);
      store.update((state) => ({ ...state, me }));
    },
  };
}
