import type { ConversationAnswer } from '@parley/shared/contract/answers.ts';
import { limits } from '@parley/shared/limits.ts';
import type { ConversationSummary } from '@parley/shared/models/conversation.ts';
import type { Database } from '../../database/connection.ts';
import type { Epochs } from '../../database/epoch.ts';
import { DomainError } from '../../platform/domain-error.ts';
import type { Fingerprint } from '../../platform/fingerprint.ts';
import type { Actor } from '../actor.ts';
import type { Announcements } from '../announcements.ts';
import type { Log } from '../log/log.ts';
import { createReadAnswer } from './answer.ts';
import { createChangeConversation } from './change-conversation.ts';
import { createConversationRepository } from './conversation.repository.ts';
import { type ConversationRequest, type Created, createCreateConversation } from './create-conversation.ts';
import { assertGroup, assertOpen, assertPresent } from './entered.ts';
import { readListCursor, writeListCursor } from './list-cursor.ts';
import { createMembershipService, type MembershipService } from './membership.service.ts';
import { createParticipantsRepository } from './participants.repository.ts';
import { mayManage } from './roles.ts';
import { createSummaryRepository } from './summary.repository.ts';
import { systemEntry } from './system-message.ts';

/** A page of the list of conversations. */
interface ListPage {
  readonly epoch: string;
  readonly conversations: ConversationSummary[];
  readonly next: string | null;
}

/** What people do with conversations, as those who are in them may. */
export interface Conversations extends MembershipService {
  create(actor: Actor, request: ConversationRequest): Promise<Created>;
  list(actor: Actor, page: { cursor?: string | undefined; limit?: number | undefined }): Promise<ListPage>;
  get(actor: Actor, conversationId: string): Promise<ConversationAnswer>;
  rename(actor: Actor, conversationId: string, title: string): Promise<ConversationAnswer>;
}

/** Conversations and who is in them. Every permission is asked in the transaction that uses it. */
export function createConversations(deps: {
  db: Database;
  epochs: Epochs;
  log: Log;
  fingerprint: Fingerprint;
  announcements: Pick<Announcements, 'committed'>;
}): Conversations {
  const { db, epochs, log } = deps;
  const participants = createParticipantsRepository(db);
  const summaries = createSummaryRepository(db);
  const readAnswer = createReadAnswer({ epochs, summaries, participants });
  const change = createChangeConversation({ ...deps, participants, readAnswer });
  const conversations = createConversationRepository(db);

  return {
    ...createMembershipService({ log, participants, conversations, change }),
    create: createCreateConversation({ ...deps, conversations, participants, readAnswer }),

    async list({ userId }, { cursor, limit = limits.conversationsPage }) {
      const after = cursor === undefined ? null : readListCursor(cursor);
      return db.transaction(
        async (tx) => {
          const page = await summaries.page(userId, after, limit, tx);
          const next = page.next === null ? null : writeListCursor(page.next);
          return { epoch: await epochs.current(tx), conversations: page.summaries, next };
        },
        { snapshot: true },
      );
    },

    get: ({ userId }, conversationId) =>
      db.transaction((tx) => readAnswer(tx, userId, conversationId), { snapshot: true }),

    rename: (actor, conversationId, title) =>
      change.answering(actor, conversationId, async (entered, tx) => {
        assertPresent(entered);
        assertGroup(entered);
        if (!mayManage(entered.me.role)) throw new DomainError('FORBIDDEN');
        assertOpen(entered);
        if (entered.locked.title === title) return null;
        const entry = systemEntry('renamed', actor.userId, { type: 'renamed', title });
        return log.committed(tx, await log.append(tx, entered.locked, [entry], { title }));
      }),
  };
}
