import { timings } from '@parley/shared/limits.ts';
import type { Call } from '../calls/call.ts';
import type { RateLimiter } from '../calls/rate-limiter.ts';
import { ApiError } from '../failure.ts';
import type { Clock } from '../ports.ts';
import { backoffMs } from './backoff.ts';
import type { Book } from './book.ts';
import { type DeliveryListener, deliver } from './delivery.ts';
import { mayBeSent, type OutboxEntry, tried, untried } from './entry.ts';
import { type Judgement, judge, namesAnother } from './judge.ts';
import { createPauses } from './pauses.ts';
import { createSlots } from './slots.ts';

/** Sends what the book holds: in each conversation one after another, in four conversations at once. */
export interface Lanes {
  /** Looks for work in one conversation, or in all. */
  wake(conversationId?: string): void;
  /** A good sign: what waits is tried now, unless the server asked for more time. */
  hurry(entryId?: string): void;
  /** Keeps an entry from being sent while its author changes it. */
  hold(entryId: string, work: () => Promise<void>): Promise<void>;
  /** True from the moment an entry's turn has come until it is known what became of it. */
  isTrying(entryId: string): boolean;
  stop(): void;
}

interface LanesDeps {
  readonly book: Book;
  readonly call: Call;
  readonly clock: Clock;
  readonly limiter: Pick<RateLimiter, 'waitFor'>;
  readonly listener: DeliveryListener;
  /** This tab is the one that sends, and somebody is signed in. */
  readonly maySend: () => boolean;
  /** The machine believes that there is a network. */
  readonly reachable: () => boolean;
  /** How far the server's clock is ahead of this device's; null while it is not known. */
  readonly skewMs: () => number | null;
  readonly firstTry: (entry: OutboxEntry) => void;
  /** For words that came under another message's id. */
  readonly idOfItsOwn: (entry: Pick<OutboxEntry, 'id' | 'content'>) => string;
}

const AT_ONCE = 4;
const DOUBTFUL_EVERY = 60_000;

/** One loop a conversation while it has something to do; the head is read synchronously after each try. */
export function createLanes(deps: LanesDeps): Lanes {
  const { book, call, clock, limiter, listener, maySend, reachable, skewMs, firstTry, idOfItsOwn } = deps;
  const draining = new Set<string>();
  const held = new Set<string>();
  const trying = new Set<string>();
  const hurried = new Set<string>();
  const tries = new Map<string, { count: number; serverErrors: number }>();
  const pauses = createPauses(clock);
  const slots = createSlots(AT_ONCE);
  let stopped = false;

  const isReady = ({ id }: OutboxEntry): boolean => !pauses.has(id) && !held.has(id);

  /** The first that is queued, or none while that one waits: nothing overtakes it. What is in doubt stands beside the lane. */
  function next(conversationId: string): OutboxEntry | undefined {
    if (stopped || !maySend()) return undefined;
    const lane = book.lane(conversationId);
    const head = lane.find(({ status }) => status === 'queued' || status === 'sending');
    if (head && isReady(head)) return head;
    return lane.find((entry) => entry.status === 'doubtful' && isReady(entry));
  }

  async function drain(conversationId: string): Promise<void> {
    if (draining.has(conversationId)) return;
    draining.add(conversationId);
    try {
      while (next(conversationId)) await slots.use(() => attempt(conversationId));
    } finally {
      draining.delete(conversationId);
    }
  }

  const wake = (conversationId?: string): void => {
    const conversations = conversationId ? [conversationId] : book.all().map((entry) => entry.conversationId);
    for (const one of new Set(conversations)) void drain(one);
  };

  function pause(entry: OutboxEntry, milliseconds: number, atLeast = 0): void {
    pauses.begin(entry.id, milliseconds, atLeast, () => {
      const now = book.get(entry.id);
      if (now) book.show({ ...now, nextTryAt: null });
      wake(entry.conversationId);
    });
    book.show({ ...entry, nextTryAt: clock.now() + milliseconds });
  }

  /** One try of whatever is next now: while it waited for its turn, the lane may have changed. */
  async function attempt(conversationId: string): Promise<void> {
    const before = next(conversationId);
    if (!before) return;
    const wait = limiter.waitFor('send');
    if (wait > 0) return pause(before, wait, wait);
    // Believing in no network is no proof, so it is only waited for; but what was never tried can still be taken back.
    if (!reachable() && !hurried.delete(before.id)) return pause(before, timings.retryCap);
    trying.add(before.id);
    try {
      // Another tab may have sent this one, or have written down an earlier one.
      if (await current()) await deliverOne(book.get(before.id) ?? before);
    } finally {
      trying.delete(before.id);
    }
  }

  async function current(): Promise<boolean> {
    try {
      if (await book.isCurrent()) return true;
      await book.load();
      return false;
    } catch {
      // Storage that cannot be read must not keep back what is in memory.
      return true;
    }
  }

  async function deliverOne(before: OutboxEntry): Promise<void> {
    const at = clock.now();
    const sending: OutboxEntry = {
      ...before,
      status: 'sending',
      nextTryAt: null,
      claim: before.claim ?? before.composedAt + (skewMs() ?? 0),
      attempts: tried(before.attempts, { at, outcome: 'UNANSWERED' }),
    };
    // Enough that the system has it: waiting for the disk before each try would double the time of a send.
    const isThere = await book.write(sending, true).catch(() => true);
    if (!isThere) return;
    if (before.attempts.length === 0) firstTry(before);
    try {
      await deliver(call, sending, () => book.get(sending.id) ?? sending, listener);
      const hadFailed = tries.delete(before.id);
      await book.remove(sending);
      // What was refused is taken now: the others that wait need not wait out what they learnt from the same refusal.
      if (hadFailed) pauses.end();
    } catch (error) {
      await fail({ ...before, claim: sending.claim }, at, error);
    }
  }

  async function fail(before: OutboxEntry, at: number, error: unknown): Promise<void> {
    const known = tries.get(before.id) ?? { count: 0, serverErrors: 0 };
    const isBroken = error instanceof ApiError && error.code === 'INTERNAL';
    tries.set(before.id, { count: known.count + 1, serverErrors: known.serverErrors + (isBroken ? 1 : 0) });
    // Until it is written over what is there: another tab may have tried it too, or amended it, meanwhile.
    for (let now = book.get(before.id); now; now = book.get(before.id)) {
      const { amendment, attempts } = now;
      const entry = { ...before, amendment, attempts: untried(attempts, at) };
      if (namesAnother(entry, error)) {
        if (await rename(entry).catch(() => true)) return;
        continue;
      }
      if (await settle(judge(entry, at, error, known.serverErrors), known.count).catch(() => true)) return;
    }
  }

  /** In its place and under an id of its own: these words were never sent, and nothing may overtake them. */
  async function rename(entry: OutboxEntry): Promise<boolean> {
    tries.delete(entry.id);
    if (entry.amendment?.kind === 'delete') return book.remove(entry);
    const content = entry.amendment?.content ?? entry.content;
    return book.write({
      ...entry,
      content,
      id: idOfItsOwn({ id: entry.id, content }),
      amendment: null,
      attempts: [],
      status: 'queued',
      nextTryAt: null,
    });
  }

  async function settle({ next: fate, entry, retryAfterMs }: Judgement, count: number): Promise<boolean> {
    if (entry.status === 'failed') tries.delete(entry.id);
    // Its author has taken it back, and it was refused for good: nothing is left to be done.
    if (fate === 'aside' && entry.amendment?.kind === 'delete' && !mayBeSent(entry)) return book.remove(entry);
    if (entry.status === 'doubtful') pause(entry, DOUBTFUL_EVERY * 2 ** Math.min(count, 4));
    // Refused on account of the session, and yet it may go on: another cookie is on its way.
    else if (fate === 'hold' || (fate === 'pause' && maySend()))
      pause(entry, backoffMs(count, clock.random(), retryAfterMs), retryAfterMs);
    return book.write({ ...entry, nextTryAt: pauses.has(entry.id) ? (book.get(entry.id)?.nextTryAt ?? null) : null });
  }

  return {
    wake,
    isTrying: (entryId) => trying.has(entryId),
    hurry(entryId) {
      if (entryId !== undefined) hurried.add(entryId);
      pauses.end(entryId);
      wake(entryId === undefined ? undefined : book.get(entryId)?.conversationId);
    },
    async hold(entryId, work) {
      held.add(entryId);
      try {
        await work();
      } finally {
        held.delete(entryId);
        wake();
      }
    },
    stop() {
      stopped = true;
      pauses.clear();
    },
  };
}
