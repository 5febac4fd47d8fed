import { timings } from '@parley/shared/limits.ts';
import { ApiError, isVerdict } from '../failure.ts';
import { mayBeSent, type OutboxEntry, tried } from './entry.ts';

/** What becomes of an entry whose try failed. `hold`: it stays at the head of its lane and is tried again. */
export interface Judgement {
  readonly next: 'hold' | 'aside' | 'pause';
  readonly entry: OutboxEntry;
  readonly retryAfterMs: number;
}

/** `before` is the entry as it was before the try, `at` the moment of it, `serverErrors` how often the server broke on it so far. */
export function judge(before: OutboxEntry, at: number, error: unknown, serverErrors: number): Judgement {
  if (!(error instanceof ApiError)) return hold(before, at, new ApiError('ANSWER_UNREADABLE', 'wire'));
  if (error.source === 'local')
    return { next: 'hold', entry: queued(silent(before, at, error)), retryAfterMs: error.retryAfterMs ?? 0 };
  // Whose session it is says nothing of the message.
  if (error.code === 'UNAUTHENTICATED' || error.code === 'ACCOUNT_CHANGED')
    return { ...hold(before, at, error), next: 'pause' };
  if (isVerdict(error)) return refused(before, at, error);
  const isBroken = error.code === 'INTERNAL' && serverErrors + 1 >= timings.serverErrorTries;
  return isBroken ? aside({ ...noted(before, at, error), status: 'failed' }, error) : hold(before, at, error);
}

/**
 * True when the id turned out to name another message: two tabs sent what had begun as one draft. With an earlier try in
 * doubt it is not believed, because that try may be the other message, read with another key.
 */
export const namesAnother = (before: OutboxEntry, error: unknown): boolean =>
  error instanceof ApiError &&
  error.source === 'server' &&
  error.code === 'ID_TAKEN' &&
  !error.silentBefore &&
  !mayBeSent({ attempts: before.attempts, status: 'queued' });

/** Back to where it was: what is in doubt never comes back into the lane, it would hold up the others for ever. */
const queued = (entry: OutboxEntry): OutboxEntry => ({
  ...entry,
  status: entry.status === 'doubtful' ? 'doubtful' : 'queued',
});

const hold = (before: OutboxEntry, at: number, error: ApiError): Judgement => ({
  next: 'hold',
  entry: queued(noted(before, at, error)),
  retryAfterMs: error.retryAfterMs ?? 0,
});

const aside = (entry: OutboxEntry, { code, message }: ApiError): Judgement => ({
  next: 'aside',
  entry: { ...entry, failure: { code, message } },
  retryAfterMs: 0,
});

/** A refusal is final only when every earlier try was answered: one delayed on the way may still be stored. */
function refused(before: OutboxEntry, at: number, error: ApiError): Judgement {
  const earlier = { attempts: noted(before, at, error).attempts.slice(0, -1), status: 'queued' as const };
  return aside({ ...noted(before, at, error), status: mayBeSent(earlier) ? 'doubtful' : 'failed' }, error);
}

/** With the try of which nobody can say that it did nothing. */
const silent = (before: OutboxEntry, at: number, { silentBefore }: ApiError): OutboxEntry =>
  silentBefore ? { ...before, attempts: tried(before.attempts, { at, outcome: 'UNANSWERED' }) } : before;

function noted(before: OutboxEntry, at: number, error: ApiError): OutboxEntry {
  return { ...before, attempts: tried(silent(before, at, error).attempts, { at, outcome: error.code }) };
}
