import { listChanges } from '@parley/shared/contract/messages.routes.ts';
import { timings } from '@parley/shared/limits.ts';
import type { Call } from '../calls/call.ts';
import { ApiError } from '../failure.ts';
import type { Clock } from '../ports.ts';
import { applyChanges } from '../timeline/changes.ts';
import type { Wants } from '../timeline/known.ts';
import { syncSome } from './ask-sync.ts';
import { createErrand } from './errand.ts';
import { createErrands } from './errands.ts';
import type { Shelf } from './shelf.ts';

/** Fetches what the timelines want: each thing once at a time. */
export interface WantsKeeper {
  take(conversationId: string, wants: Wants): void;
  hurry(): void;
  /** Forgets what was wanted in an earlier life. */
  clear(): void;
  stop(): void;
}

interface WantsDeps {
  readonly call: Call;
  readonly clock: Clock;
  readonly shelf: () => Shelf;
  /** Somebody opens it, and has asked for its fresh start himself. */
  readonly isOpening: (conversationId: string) => boolean;
  /** A whole sync is wanted. */
  readonly wantSync: () => void;
  /** The server says that this is another life of the record. */
  readonly failed: (error: unknown) => void;
}

// A number that can be wrong for a second is not worth a request a frame.
const LINE_WAIT = 1_000;
const OPEN_WAIT = 20;

/** Holes are filled after a moment, because what fills them is usually already on its way. */
export function createWants({ call, clock, shelf, isOpening, wantSync, failed }: WantsDeps): WantsKeeper {
  const named = new Set<string>();
  const starts = new Set<string>();
  const holes = createErrands(clock, fill);

  const isKnown = (conversationId: string): boolean => shelf().get(conversationId) !== undefined;

  /** One that has got its fresh start meanwhile, or gets it, is not asked about. */
  const lacksStart = (conversationId: string): boolean =>
    !isOpening(conversationId) && shelf().get(conversationId)?.timeline?.awaitsFresh === true;

  const lines = createErrand(clock, async () => {
    const ids = [...new Set([...named, ...[...starts].filter(lacksStart)])];
    named.clear();
    starts.clear();
    try {
      await syncSome(call, shelf(), ids);
    } catch (error) {
      for (const id of ids) named.add(id);
      failed(error);
      throw error;
    }
  });

  async function fill(conversationId: string): Promise<void> {
    const life = shelf().life();
    const reader = shelf().reader();
    const timeline = shelf().get(conversationId)?.timeline;
    if (!reader || !timeline || timeline.awaitsFresh) return;
    // Without a limit: that is how the service tells a hole from who follows the record by asking.
    const input = { params: { conversationId }, query: { epoch: reader.epoch, afterSeq: timeline.cursor } };
    try {
      const answer = await call(listChanges, input);
      if (life === shelf().life()) shelf().step(conversationId, (state, known) => applyChanges(state, answer, known));
    } catch (error) {
      // Not mine any more, as it seems: what became of my membership only a sync can tell.
      if (error instanceof ApiError && error.code === 'NOT_FOUND') wantSync();
      failed(error);
      throw error;
    }
  }

  return {
    take(conversationId, { changes, fresh, summary, sync }) {
      if (sync) wantSync();
      if (changes) holes.want(conversationId, timings.holeWait);
      // Of one that is not known, what arrived was dropped: no answer that is already on its way need have it.
      if (summary || (fresh && !isKnown(conversationId))) named.add(conversationId);
      else if (fresh) starts.add(conversationId);
      if (fresh || summary) lines.want(fresh ? OPEN_WAIT : LINE_WAIT);
    },
    hurry() {
      lines.hurry();
      holes.hurry();
    },
    clear() {
      named.clear();
      starts.clear();
      holes.clear();
    },
    stop() {
      lines.stop();
      holes.stop();
    },
  };
}
