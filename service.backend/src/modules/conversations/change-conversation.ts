import type { ConversationAnswer } from '@parley/shared/contract/answers.ts';
import type { Database, Tx } from '../../database/connection.ts';
import { DomainError } from '../../platform/domain-error.ts';
import type { Actor } from '../actor.ts';
import type { Announcements, Committed } from '../announcements.ts';
import type { Log } from '../log/log.ts';
import type { ReadAnswer } from './answer.ts';
import type { Entered } from './entered.ts';
import type { ParticipantsRepository, Participation } from './participants.repository.ts';

/** Decides and writes under the lock of a conversation; null: nothing changed, and nobody is told. */
type ChangeWork = (entered: Entered, tx: Tx) => Promise<Committed | null>;

/** The one way in which somebody changes a conversation: lock, ask, write, and announce after the commit. */
export interface ChangeConversation {
  /** For who may not see it any more when it is done. */
  silently(actor: Actor, conversationId: string, work: ChangeWork): Promise<void>;
  /** Answers it as the actor sees it then. */
  answering(actor: Actor, conversationId: string, work: ChangeWork): Promise<ConversationAnswer>;
}

/** Permission is for `work` to ask: it is told where the actor stands, as of the lock. */
export function createChangeConversation(deps: {
  readonly db: Database;
  readonly log: Log;
  readonly participants: ParticipantsRepository;
  readonly readAnswer: ReadAnswer;
  readonly announcements: Pick<Announcements, 'committed'>;
}): ChangeConversation {
  const { db, log, participants, readAnswer, announcements } = deps;

  async function participation(tx: Tx, actor: Actor, conversationId: string): Promise<Participation> {
    const me = await participants.participationOf(conversationId, actor.userId, tx);
    if (me === null) throw new DomainError('NOT_FOUND');
    return me;
  }

  /**
   * Takes the lock, then asks again: while it waited, the answer may have changed. A stranger never gets as far as the
   * lock. Who is out is let through with `leftSeq`, because his leaving may be a repetition.
   */
  async function enter(tx: Tx, actor: Actor, conversationId: string): Promise<Entered> {
    await participation(tx, actor, conversationId);
    const locked = await log.lock(tx, conversationId);
    if (locked === null) throw new DomainError('NOT_FOUND');
    return { locked, me: await participation(tx, actor, conversationId) };
  }

  async function change<T>(
    actor: Actor,
    conversationId: string,
    work: ChangeWork,
    read: (tx: Tx) => Promise<T>,
  ): Promise<T> {
    const { committed, answer } = await db.transaction(async (tx) => ({
      committed: await work(await enter(tx, actor, conversationId), tx),
      answer: await read(tx),
    }));
    if (committed) announcements.committed(committed);
    return answer;
  }

  return {
    silently: (actor, conversationId, work) => change(actor, conversationId, work, async () => undefined),
    answering: (actor, conversationId, work) =>
      change(actor, conversationId, work, (tx) => readAnswer(tx, actor.userId, conversationId)),
  };
}
