import { listMessages } from '@parley/shared/contract/messages.routes.ts';
import { limits } from '@parley/shared/limits.ts';
import type { Call } from '../calls/call.ts';
import { ApiError, failureOf, isVerdict } from '../failure.ts';
import type { SavedPart } from '../saved/saved-storage.ts';
import type { ConversationState, TimelineLoading } from '../state.ts';
import { applyPage, askPage, pageFailed } from '../timeline/pages.ts';
import { rangeOf } from '../timeline/ranges.ts';
import { remember, type SavedStretch } from '../timeline/remember.ts';
import { shown } from '../timeline/shown.ts';
import type { Shelf } from './shelf.ts';

/** Fetches history for timelines held open; each kind of page once at a time. */
export interface Pages {
  /** `seq`: around which number. While another place is on its way, it waits for that one. */
  load(conversationId: string, kind: keyof TimelineLoading, seq?: number): Promise<void>;
  clear(): void;
}

const TRIES = 3;
/** So many numbers are taken from the disk at once. */
const RECALLED = 500;

/** Remembers where each timeline was last looked at, because "older" means older than that. */
export function createPages(deps: {
  readonly call: Call;
  readonly shelf: () => Shelf;
  readonly failed: (error: unknown) => void;
  /** What this device's disk has: the next best where the server cannot be asked. */
  readonly recall: (conversationId: string, part: SavedPart) => Promise<SavedStretch | null>;
  readonly isOffline: () => boolean;
}): Pages {
  const { call, shelf, failed, recall, isOffline } = deps;
  const focus = new Map<string, number | null>();
  const arounds = new Map<string, Promise<void>>();
  let tickets = 0;

  function queryOf(id: string, kind: keyof TimelineLoading): Record<string, number> | null {
    const timeline = shelf().get(id)?.timeline;
    if (!timeline || timeline.awaitsFresh) return null;
    const around = focus.get(id) ?? null;
    if (kind === 'newest') return rangeOf(timeline.ranges, timeline.cursor)?.live ? null : {};
    if (kind === 'around')
      return around === null || rangeOf(timeline.ranges, around)?.live ? null : { aroundSeq: around };
    const { range, older, newer } = shown(timeline, { around, offline: false });
    if (kind === 'older') return range && older ? { beforeSeq: range.from + 1 } : null;
    return range && newer ? { afterSeq: range.upTo } : null;
  }

  /** True when there is nothing left to ask. */
  async function once(id: string, kind: keyof TimelineLoading): Promise<boolean> {
    const query = queryOf(id, kind);
    if (!query) {
      // What the disk alone gave is nothing to ask by before the server has been heard.
      const waits = shelf().get(id)?.timeline?.awaitsFresh === true && partOf(id, kind) !== null;
      if (waits) throw new ApiError('NETWORK_FAILED', 'local');
      return true;
    }
    tickets += 1;
    const ticket = tickets;
    const life = shelf().life();
    shelf().patch(id, (state) => askPage(state, ticket));
    try {
      const page = await call(listMessages, {
        params: { conversationId: id },
        query: { ...query, limit: limits.pageDefault },
      });
      let used = false;
      if (life !== shelf().life()) return true;
      shelf().step(id, (state, reader) => {
        const step = applyPage(state, ticket, page, reader);
        used = step.used;
        return step;
      });
      return used;
    } catch (error) {
      shelf().patch(id, (state) => pageFailed(state, ticket));
      throw error;
    }
  }

  function partOf(id: string, kind: keyof TimelineLoading): SavedPart | null {
    const timeline = shelf().get(id)?.timeline;
    const around = focus.get(id) ?? null;
    if (!timeline || kind === 'newest') return null;
    if (kind === 'around') return around === null ? null : { from: around - RECALLED / 2, upTo: around + RECALLED / 2 };
    const { range, older, newer } = shown(timeline, { around, offline: true });
    if (kind === 'older') return range && older ? { from: range.from - RECALLED, upTo: range.from } : null;
    return range && newer ? { from: range.upTo, upTo: range.upTo + RECALLED } : null;
  }

  /**
   * True when the disk had more of it than was known, and of a place that place itself; a stretch in which nothing was said is
   * passed over.
   */
  async function fromDisk(id: string, kind: keyof TimelineLoading): Promise<boolean> {
    const part = partOf(id, kind);
    const life = shelf().life();
    const saved = part && (await recall(id, part).catch(() => null));
    if (!saved || life !== shelf().life()) return false;
    const before = shelf().get(id)?.timeline;
    shelf().step(id, (state, reader) => remember(state, saved, reader));
    const now = shelf().get(id)?.timeline;
    if (now === before) return false;
    if (now?.rows.length === before?.rows.length) await fromDisk(id, kind);
    const around = focus.get(id) ?? null;
    return kind !== 'around' || (now != null && around !== null && rangeOf(now.ranges, around) !== undefined);
  }

  /** A page read before a fresh start is of no use: it is asked for again. */
  async function fromServer(id: string, kind: keyof TimelineLoading): Promise<void> {
    for (let round = 0; round < TRIES; round += 1) if (await once(id, kind)) return;
  }

  const miss = (id: string, missed: ConversationState['missed']): void =>
    shelf().patch(id, (state) => (state.missed === missed ? state : { ...state, missed }));

  const mark = (id: string, kind: keyof TimelineLoading, value: boolean): void =>
    shelf().patch(id, (state) => ({ ...state, loading: { ...state.loading, [kind]: value } }));

  async function fetch(id: string, kind: keyof TimelineLoading): Promise<void> {
    if (shelf().get(id)?.loading[kind] !== false) return;
    mark(id, kind, true);
    try {
      if (!(isOffline() && (await fromDisk(id, kind)))) await fromServer(id, kind);
      miss(id, null);
    } catch (error) {
      failed(error);
      if (!isVerdict(error) && (await fromDisk(id, kind))) return miss(id, null);
      miss(id, { page: kind, why: failureOf(error) });
      throw error;
    } finally {
      shelf().together(() => {
        mark(id, kind, false);
        shelf().answered();
      });
    }
  }

  /** One place after another, and the last that is wanted in any case. */
  function fetchAround(id: string): Promise<void> {
    const go = (): Promise<void> => fetch(id, 'around');
    const work = arounds.get(id)?.then(go, go) ?? go();
    const done = (): void => void (arounds.get(id) === work && arounds.delete(id));
    arounds.set(id, work);
    work.then(done, done);
    return work;
  }

  return {
    async load(id, kind, seq) {
      if (kind === 'around' && seq !== undefined) focus.set(id, seq);
      if (kind === 'newest') focus.set(id, null);
      await (kind === 'around' ? fetchAround(id) : fetch(id, kind));
    },
    clear() {
      focus.clear();
      arounds.clear();
    },
  };
}
