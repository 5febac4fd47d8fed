import type { ConversationAnswer } from '@parley/shared/contract/answers.ts';
import type { Tx } from '../../database/connection.ts';
import type { Epochs } from '../../database/epoch.ts';
import { DomainError } from '../../platform/domain-error.ts';
import type { ParticipantsRepository } from './participants.repository.ts';
import type { SummaryRepository } from './summary.repository.ts';

/** Reads a conversation with its people as one who is in it sees it; NOT_FOUND for anybody else. */
export type ReadAnswer = (tx: Tx, userId: string, conversationId: string) => Promise<ConversationAnswer>;

/** The answer of every route that returns a conversation, read in the transaction that changed it or in a snapshot. */
export function createReadAnswer(deps: {
  epochs: Epochs;
  summaries: SummaryRepository;
  participants: ParticipantsRepository;
}): ReadAnswer {
  return async (tx, userId, conversationId) => {
    const [summary] = (await deps.summaries.named([{ userId, conversationId }], tx)).get(userId) ?? [];
    if (!summary) throw new DomainError('NOT_FOUND');
    return {
      epoch: await deps.epochs.current(tx),
      asOf: summary.head,
      joinedSeq: summary.me.joinedSeq,
      summary,
      participants: await deps.participants.participantsOf(conversationId, tx),
    };
  };
}
