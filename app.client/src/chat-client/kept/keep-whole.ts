import { getConversation } from '@parley/shared/contract/conversations.routes.ts';
import { listChanges, listMessages } from '@parley/shared/contract/messages.routes.ts';
import type { ClientFailureCode } from '@parley/shared/errors.ts';
import { limits, timings } from '@parley/shared/limits.ts';
import type { Call } from '../calls/call.ts';
import { ApiError } from '../failure.ts';
import type { Clock } from '../ports.ts';
import type { Lead } from '../session/lead.ts';
import type { ChatState, ConversationState } from '../state.ts';
import type { WritableStore } from '../store.ts';
import { createErrand } from '../sync/errand.ts';
import type { Kept, KeptStep, KeptStorage } from './kept-storage.ts';
import { changesStep, type NextStep, nextStep, pageStep } from './next-step.ts';

/** Fetches conversations whole, from the newest page backwards, and keeps them so. */
export interface KeepWhole {
  /** Resolves when it is remembered; on, it also tries again what did not fit. */
  set(conversationId: string, isKept: boolean): Promise<void>;
  /** Another tab has written. */
  reload(): Promise<void>;
  stop(): void;
}

/** What fetching and keeping need. */
export interface KeepWholeDeps {
  readonly userId: string;
  readonly store: WritableStore<ChatState>;
  readonly storage: KeptStorage;
  readonly call: Call;
  readonly clock: Clock;
  /** Only one tab fetches. */
  readonly lead: Pick<Lead, 'leads' | 'subscribe'>;
  /** The life of the record; null while nobody has told. */
  readonly epoch: () => string | null;
  readonly failed: (error: unknown) => void;
  /** Other tabs should read what this one has written. */
  readonly wrote: () => void;
}

const isFull = (error: unknown): error is ApiError & { readonly code: ClientFailureCode } =>
  error instanceof ApiError && (error.code === 'KEPT_FULL' || error.code === 'DISK_FULL');

/** One request at a time for all conversations, each followed by a pause, so that whoever reads and writes goes first. */
export function createKeepWhole(deps: KeepWholeDeps): KeepWhole {
  const { userId, store, storage, call, clock, lead, epoch, failed, wrote } = deps;
  const steps = new Map<string, NextStep>();
  // What is not mine any more, as the server said of this very line of the list.
  const refused = new Map<string, ConversationState['summary']>();
  let isStopped = false;
  let readFor: string | null = null;

  const isMine = () => !isStopped && store.get().me?.id === userId;
  const show = (change: (kept: ReadonlyMap<string, Kept>) => ReadonlyMap<string, Kept>): void => {
    if (isMine()) store.update((state) => ({ ...state, kept: change(state.kept) }));
  };
  const showOne = (one: Kept) => show((kept) => new Map(kept).set(one.conversationId, one));

  /** The next one that wants something, so that each has its turn. */
  function task(): { kept: Kept; state: ConversationState; next: NextStep } | null {
    for (const kept of store.get().kept.values()) {
      const state = store.get().conversations.get(kept.conversationId);
      if (!state || state.savedAt !== null || refused.get(state.id) === state.summary) continue;
      const next = nextStep(kept, state.summary, steps.get(state.id));
      if (next) return { kept, state, next };
    }
    return null;
  }

  async function peopleOf({ id, participants }: ConversationState): Promise<unknown> {
    if (participants.size > 0) return [...participants.values()];
    return (await call(getConversation, { params: { conversationId: id } })).participants;
  }

  async function fetchPage(kept: Kept, state: ConversationState, next: 'newest' | 'older', life: string) {
    const { conversationId, whole } = kept;
    const query = next === 'older' && whole ? { beforeSeq: whole.from + 1 } : {};
    const page = await call(listMessages, { params: { conversationId }, query: { ...query, limit: limits.pageMax } });
    if (page.epoch !== life) return null;
    return pageStep(kept, state.summary, page, next, next === 'newest' ? await peopleOf(state) : undefined);
  }

  async function fetchChanges(kept: Kept, state: ConversationState, life: string): Promise<KeptStep | null> {
    const { conversationId, whole } = kept;
    // With a limit: who names none fills a hole, and is counted as one who missed something.
    const query = { epoch: life, afterSeq: whole?.upTo ?? 0, limit: limits.changesPage };
    const answer = await call(listChanges, { params: { conversationId }, query });
    // The log does not tell any more how it went on: all of it is fetched again, over what is there.
    if (answer.limited) return fetchPage(kept, state, 'newest', life);
    const isOfPeople = answer.changes.some(({ kind }) => kind === 'participant');
    return changesStep(kept, state.summary, answer, isOfPeople ? await peopleOf(state) : undefined);
  }

  async function write(kept: Kept, step: KeptStep, life: string): Promise<void> {
    const isWritten = await storage.write({ userId, epoch: life, at: clock.now() }, step);
    if (!isWritten) {
      await reload();
      throw new ApiError('STORAGE_FAILED', 'local');
    }
    const known = step.seen;
    const fresh = (step.change.stretch?.put ?? []).filter(({ seq }) => !known || seq <= known.from || seq > known.upTo);
    showOne({ ...kept, whole: step.whole, messages: (known ? kept.messages : 0) + fresh.length });
    wrote();
  }

  const errand = createErrand(clock, async () => {
    const life = epoch();
    if (life === null || !isMine() || !lead.leads() || store.get().connection.phase !== 'live') return;
    // What was fetched in another life of the record is not there any more.
    if (readFor !== life) await reload();
    const found = task();
    if (!found) return;
    const { kept, state, next } = found;
    steps.set(state.id, next);
    errand.want(timings.keptEvery);
    try {
      const step = await (next === 'changes' ? fetchChanges(kept, state, life) : fetchPage(kept, state, next, life));
      // Turned off, left or begun anew meanwhile.
      const isWanted = isMine() && store.get().kept.get(state.id) === kept && epoch() === life;
      if (step && isWanted) await write(kept, step, life);
    } catch (error) {
      await unable(kept, state, error);
    }
  });

  async function unable(kept: Kept, state: ConversationState, error: unknown): Promise<void> {
    if (isFull(error)) {
      showOne({ ...kept, failure: error.code });
      await storage.fail(userId, kept.conversationId, error.code).catch(() => undefined);
      return wrote();
    }
    failed(error);
    if (error instanceof ApiError && !error.retryable) refused.set(state.id, state.summary);
    else throw error;
  }

  async function reload(): Promise<void> {
    const life = epoch();
    const kept = await storage.list(userId, life);
    readFor = life;
    show(() => new Map(kept.map((one) => [one.conversationId, one])));
  }

  const begin = (): void => {
    reload().then(
      () => errand.want(),
      () => undefined,
    );
  };
  let before = store.get();
  const stopWatching = store.subscribe(() => {
    const now = store.get();
    const isNews = now.conversations !== before.conversations || now.connection.phase !== before.connection.phase;
    before = now;
    if (isNews && now.kept.size > 0) errand.want(timings.keptGather);
  });
  const stopLeading = lead.subscribe(begin);
  begin();

  return {
    reload: () => reload().then(() => errand.want()),
    async set(conversationId, isKept) {
      await storage.set(userId, conversationId, isKept);
      refused.delete(conversationId);
      await reload();
      wrote();
      errand.want();
    },
    stop() {
      isStopped = true;
      stopWatching();
      stopLeading();
      errand.stop();
    },
  };
}
