import { limits } from '@parley/shared/limits.ts';
import { type ConversationSummary, unreadAfter } from '@parley/shared/models/conversation.ts';
import type { Call } from '../calls/call.ts';
import { ApiError, failureOf } from '../failure.ts';
import type { SavedPart } from '../saved/saved-storage.ts';
import { holdOpen, letGo } from '../timeline/open.ts';
import { remember, type SavedStretch } from '../timeline/remember.ts';
import { trimmed } from '../timeline/trim.ts';
import { syncSome } from './ask-sync.ts';
import { createReadAhead } from './read-ahead.ts';
import type { Shelf } from './shelf.ts';

/** Which timelines are held. One that was left stays warm until others need its place. */
export interface Holds {
  has(conversationId: string): boolean;
  any(): boolean;
  /** Its fresh start has been asked for by who opens it, and is on its way. */
  isOpening(conversationId: string): boolean;
  /** Puts what the disk has of it into the state, for a page that is about to open it. */
  recall(conversationId: string): Promise<void>;
  /** Reads from the disk what may be opened next, the first of the list, beside the state. */
  readAhead(order: readonly string[]): Promise<void>;
  /** Resolves when the timeline is current. */
  open(conversationId: string): Promise<void>;
  leave(conversationId: string): void;
  /** Something has arrived: of a timeline that nobody looks at, what is far above its end is let go. */
  arrived(conversationId: string): void;
  /** Whoever looks at it is at its end, and does without what is far above. */
  trim(conversationId: string): void;
  clear(): void;
}

/** At least and at most so many numbers of what the disk has are shown at first; more come as somebody scrolls there. */
const [FEWEST_RECALLED, MOST_RECALLED] = [200, 1_000];

/** What is unread is among them, where one begins to read, and a page before it. */
const newestOf = ({ head, me }: ConversationSummary): number =>
  Math.min(Math.max(head - unreadAfter(me) + limits.pageDefault, FEWEST_RECALLED), MOST_RECALLED);

/** At most `limits.syncOpen`: as many as one sync takes. The least recently opened goes, and one in use goes last. */
export function createHolds(deps: {
  readonly call: Call;
  readonly shelf: () => Shelf;
  /** To be asked for again, because asking has failed. */
  readonly wantFresh: (conversationId: string) => void;
  readonly failed: (error: unknown) => void;
  readonly opened: () => void;
  /** What this device's disk has of it. */
  readonly recall: (conversationId: string, part: SavedPart) => Promise<SavedStretch | null>;
  /** What was held before, by an engine whose session ended. */
  readonly before: readonly string[];
}): Holds {
  const { call, shelf, wantFresh, failed, opened, recall, before } = deps;
  // In the order of opening; true: in use.
  const held = new Map(before.map((id) => [id, true]));
  const opening = new Set<string>();

  function makeRoom(): void {
    while (held.size > limits.syncOpen) {
      const oldest = [...held].find(([, inUse]) => !inUse) ?? [...held][0];
      if (!oldest) return;
      held.delete(oldest[0]);
      shelf().patch(oldest[0], letGo);
    }
  }

  const stretchOf = (id: string): Promise<SavedStretch | null> => {
    const known = shelf().get(id);
    return recall(id, { newest: known ? newestOf(known.summary) : FEWEST_RECALLED });
  };
  const ahead = createReadAhead({ recall: stretchOf, isHeld: (id) => held.has(id) });

  /** What the disk has is shown until the server, which is asked meanwhile or next, knows better, or if it does not answer. */
  async function fromDisk(id: string): Promise<void> {
    const life = shelf().life();
    const saved = await stretchOf(id).catch(() => null);
    if (!saved || life !== shelf().life() || !held.has(id) || !shelf().get(id)) return;
    shelf().together(() => {
      shelf().step(id, (state, reader) => remember(state, saved, reader));
      shelf().answered();
    });
  }

  /** It gets a timeline, with what was read ahead of it. */
  function hold(id: string, inUse: boolean): void {
    held.delete(id);
    held.set(id, inUse);
    makeRoom();
    const saved = ahead.take(id);
    shelf().together(() => {
      shelf().patch(id, (state) => ({ ...holdOpen(state).state, failure: null }));
      if (saved) shelf().step(id, (state, reader) => remember(state, saved, reader));
    });
  }

  async function freshStart(id: string): Promise<void> {
    opening.add(id);
    try {
      await syncSome(call, shelf(), [id]);
    } finally {
      opening.delete(id);
    }
    // What was wanted meanwhile was left to this answer, which may have been of another life.
    if (shelf().get(id)?.timeline?.awaitsFresh) wantFresh(id);
  }

  const trim = (id: string): void =>
    shelf().patch(id, (state) => {
      const timeline = state.timeline && trimmed(state.timeline);
      return timeline === state.timeline ? state : { ...state, timeline };
    });

  return {
    trim,
    arrived(id) {
      if (held.get(id) === false) trim(id);
    },
    has: (id) => held.has(id),
    any: () => held.size > 0,
    isOpening: (id) => opening.has(id),
    async recall(id) {
      if (!shelf().get(id)) return;
      hold(id, false);
      await fromDisk(id);
    },
    readAhead: ahead.read,
    async open(id) {
      hold(id, true);
      opened();
      const { timeline, summary } = shelf().get(id) ?? {};
      if (timeline && !timeline.awaitsFresh) return;
      // What was read ahead may be from before something that came to the disk since.
      if (!timeline?.ranges.length || timeline.cursor < (summary?.head ?? 0)) void fromDisk(id);
      try {
        await freshStart(id);
      } catch (error) {
        shelf().together(() => {
          shelf().patch(id, (state) => ({ ...state, failure: failureOf(error) }));
          shelf().answered();
        });
        failed(error);
        wantFresh(id);
        throw error;
      }
      shelf().answered();
      if (shelf().get(id)) return;
      held.delete(id);
      throw new ApiError('NOT_FOUND', 'server');
    },
    leave(id) {
      if (held.has(id)) held.set(id, false);
      trim(id);
      makeRoom();
    },
    clear() {
      held.clear();
      ahead.clear();
    },
  };
}
