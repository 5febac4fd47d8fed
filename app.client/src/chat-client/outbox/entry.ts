import { errorCatalog, isErrorCode } from '@parley/shared/errors.ts';
import { Id } from '@parley/shared/models/basics.ts';
import { Content } from '@parley/shared/models/content.ts';
import * as z from 'zod/mini';
import { type FailureCode, isFailureCode } from '../failure.ts';

const Code = z.custom<FailureCode>(isFailureCode);

/** One try at sending. `UNANSWERED` is written before the request leaves, so that a crash leaves the doubt on the record. */
export const Attempt = z.object({ at: z.number(), outcome: z.union([z.literal('UNANSWERED'), Code]) });
export type Attempt = z.infer<typeof Attempt>;

/** What its author wanted done to an entry that may already be sent: it waits for the verdict. */
const Amendment = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('edit'), content: Content }),
  z.object({ kind: z.literal('delete') }),
]);
export type Amendment = z.infer<typeof Amendment>;

/** What is written down for one message that is not yet on the record. What was stored last year is input too: it is parsed. */
export const StoredEntry = z.object({
  /** The message's id, for life. */
  id: Id,
  conversationId: Id,
  content: Content,
  composedAt: z.number(),
  /** The same moment by the server's clock, as it was known then, or else at the first try: what every try says. */
  claim: z._default(z.nullable(z.number()), null),
  attempts: z.array(Attempt),
  /** `failed`: given up until its author says. `doubtful`: refused, but an earlier try may still arrive. */
  status: z.enum(['queued', 'failed', 'doubtful']),
  failure: z.nullable(z.object({ code: Code, message: z.string() })),
  amendment: z.nullable(Amendment),
});
export type StoredEntry = z.infer<typeof StoredEntry>;

/** An entry as the screen sees it. */
export interface OutboxEntry extends Omit<StoredEntry, 'status'> {
  /** Given by the storage: the order of the lane, across tabs, without a clock. */
  readonly position: number;
  readonly status: 'queued' | 'sending' | 'failed' | 'doubtful';
  /** When it will be tried again, in milliseconds since 1970; null: as soon as its turn comes, or not by itself. */
  readonly nextTryAt: number | null;
}

const REMEMBERED = 20;

/** What is written down: `sending` is true of this run only. */
export const storedOf = ({ position: _, nextTryAt: __, status, ...rest }: OutboxEntry): StoredEntry => ({
  ...rest,
  status: status === 'sending' ? 'queued' : status,
});

/** A try that may have done its work: nobody said that it had not. */
const leavesDoubt = ({ outcome }: Attempt): boolean =>
  !isErrorCode(outcome) || (errorCatalog[outcome].retryable && outcome !== 'RATE_LIMITED');

/** True when the message may already be on the record: then neither its content nor its id may change. */
export const mayBeSent = ({ attempts, status }: Pick<OutboxEntry, 'attempts' | 'status'>): boolean =>
  status === 'sending' || attempts.some(leavesDoubt);

/** The tries with another; of a long row the last ones are kept, and one that left a doubt. */
export function tried(attempts: readonly Attempt[], attempt: Attempt): Attempt[] {
  const all = [...attempts, attempt];
  if (all.length <= REMEMBERED) return all;
  const last = all.slice(-REMEMBERED);
  const doubt = all.find(leavesDoubt);
  return doubt && !last.includes(doubt) ? [doubt, ...last.slice(1)] : last;
}

/** The tries without the mark of the one made at this moment: it has an answer now. */
export function untried(attempts: readonly Attempt[], at: number): Attempt[] {
  const mark = attempts.findLastIndex((one) => one.at === at && one.outcome === 'UNANSWERED');
  return attempts.filter((_, index) => index !== mark);
}
