import type { ConversationAnswer } from '@parley/shared/contract/answers.ts';
import { limits } from '@parley/shared/limits.ts';
import type { Database, Tx } from '../../database/connection.ts';
import { DomainError } from '../../platform/domain-error.ts';
import type { Fingerprint } from '../../platform/fingerprint.ts';
import type { Actor } from '../actor.ts';
import type { Announcements, Committed } from '../announcements.ts';
import type { Log } from '../log/log.ts';
import type { ReadAnswer } from './answer.ts';
import { type ConversationRepository, directKeyOf, type NewConversation } from './conversation.repository.ts';
import type { ParticipantsRepository } from './participants.repository.ts';
import { systemEntry } from './system-message.ts';

/** What a person asks for when he starts a conversation. */
export type ConversationRequest =
  | { readonly kind: 'direct'; readonly id: string; readonly userId: string }
  | { readonly kind: 'group'; readonly id: string; readonly title: string; readonly userIds: readonly string[] };

/** The answer, and whether it tells of something new. */
export interface Created {
  readonly answer: ConversationAnswer;
  readonly isNew: boolean;
}

const conversationsOfOne = 5000;

/**
 * Starts conversations. The client names them, so the same request twice is one conversation; a pair has one direct
 * conversation, also when both start it in the same moment.
 */
export function createCreateConversation(deps: {
  db: Database;
  log: Log;
  fingerprint: Fingerprint;
  conversations: ConversationRepository;
  participants: ParticipantsRepository;
  readAnswer: ReadAnswer;
  announcements: Pick<Announcements, 'committed'>;
}) {
  const { db, log, fingerprint, conversations, participants, readAnswer, announcements } = deps;

  /** The conversation this request made before, if it did. Another request under the same id learns only that. */
  async function madeBefore(planned: NewConversation, tx: Tx): Promise<string | null> {
    const origin = await conversations.origin(planned.id, tx);
    if (origin !== null) {
      const isSame = origin.createdBy === planned.createdBy && fingerprint.same(origin.requestMac, planned.requestMac);
      if (!isSame) throw new DomainError('ID_TAKEN');
      return planned.id;
    }
    return planned.directKey === null ? null : conversations.directOf(planned.directKey, tx);
  }

  /** Number 1: everybody who is there from the beginning joins with it. */
  async function begin(planned: NewConversation, others: readonly string[], tx: Tx): Promise<Committed> {
    const locked = await log.lock(tx, planned.id);
    if (locked === null) throw new Error('a conversation just made is not there');
    const event = { type: 'created', ...(planned.title === null ? {} : { title: planned.title }) } as const;
    const entry = systemEntry('created', planned.createdBy, event);
    const appended = await log.append(tx, locked, [entry], { membershipChanged: true });
    const role = planned.kind === 'direct' ? 'member' : 'owner';
    const entrants = [
      { userId: planned.createdBy, role, seq: appended.upTo } as const,
      ...others.map((userId) => ({ userId, role: 'member', seq: appended.upTo }) as const),
    ];
    await participants.enter(planned.id, entrants, tx);
    return log.committed(tx, appended);
  }

  return async (actor: Actor, request: ConversationRequest): Promise<Created> => {
    const { planned, others } = plan(actor, request, fingerprint);
    const { answer, committed } = await db.transaction(async (tx) => {
      const known = await madeBefore(planned, tx);
      if (known !== null) return { answer: await readAnswer(tx, actor.userId, known), committed: null };
      if (!(await conversations.areUsers(others, tx))) throw new DomainError('NOT_FOUND');
      const count = await conversations.countOf(actor.userId, tx);
      if (count >= conversationsOfOne) throw new DomainError('QUOTA_EXCEEDED');
      if (!(await conversations.insert(planned, tx))) {
        // Somebody was quicker, and by now his is there to be seen.
        const theirs = await madeBefore(planned, tx);
        if (theirs === null) throw new DomainError('UNAVAILABLE');
        return { answer: await readAnswer(tx, actor.userId, theirs), committed: null };
      }
      const committed = await begin(planned, others, tx);
      return { answer: await readAnswer(tx, actor.userId, planned.id), committed };
    });
    if (committed !== null) announcements.committed(committed);
    return { answer, isNew: committed !== null };
  };
}

function plan({ userId: createdBy }: Actor, request: ConversationRequest, fingerprint: Fingerprint) {
  const { id, kind } = request;
  if (kind === 'direct') {
    if (request.userId === createdBy) {
      const details = [{ path: 'body.userId', message: 'must be somebody else' }];
      throw new DomainError('VALIDATION_FAILED', { details });
    }
    const directKey = directKeyOf(createdBy, request.userId);
    const requestMac = fingerprint.of('direct', id, createdBy, request.userId);
    return { planned: { id, kind, title: null, directKey, createdBy, requestMac }, others: [request.userId] };
  }
  const others = [...new Set(request.userIds)].filter((userId) => userId !== createdBy).toSorted();
  if (others.length >= limits.groupPeople) throw new DomainError('QUOTA_EXCEEDED');
  const { title } = request;
  const requestMac = fingerprint.of('group', id, createdBy, title, ...others);
  return { planned: { id, kind, title, directKey: null, createdBy, requestMac }, others };
}
