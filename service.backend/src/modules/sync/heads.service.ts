import type { HeadsAnswer, HeadsQuestion } from '@parley/shared/contract/sync.routes.ts';
import { digestOf } from '@parley/shared/digest.ts';
import type { Mark } from '@parley/shared/models/conversation.ts';
import type { Epochs } from '../../database/epoch.ts';
import { DomainError } from '../../platform/domain-error.ts';
import type { Actor } from '../actor.ts';
import type { StandingRepository } from './standing.repository.ts';

/** Marks only rise, so equal sums among the same people are equal marks. */
const sumOf = (marks: readonly Mark[]): number =>
  marks.reduce((sum, { deliveredSeq, readSeq }) => sum + deliveredSeq + readSeq, 0);

/** The quiet check: two statements, however many conversations; null when nothing differs. */
export function createHeads({
  epochs,
  standings,
}: {
  readonly epochs: Epochs;
  readonly standings: StandingRepository;
}) {
  return async ({ userId }: Actor, { epoch: theirs, digest, open }: HeadsQuestion): Promise<HeadsAnswer | null> => {
    const epoch = await epochs.current();
    if (theirs !== epoch) throw new DomainError('EPOCH_CHANGED', { details: { epoch } });
    const [mine = []] = await standings.standings([{ userId, after: null, upTo: null, named: [] }]);
    const marks = await standings.marks(
      userId,
      open.map(({ c }) => c),
    );
    const differs = digest !== digestOf(mine.map(({ conversationId: id, ...rest }) => ({ id, ...rest })));
    const receipts = open.flatMap(({ c, receipts: sum }) => {
      const present = marks.get(c);
      return present && sumOf(present) !== sum ? [{ c, marks: [...present] }] : [];
    });
    return differs || receipts.length > 0 ? { epoch, differs, receipts } : null;
  };
}
