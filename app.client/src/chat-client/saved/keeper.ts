import type { Message } from '@parley/shared/models/message.ts';
import type { Clock } from '../ports.ts';
import type { ChatState, ConversationState } from '../state.ts';
import type { Store } from '../store.ts';
import { unknownRow } from '../timeline/membership.ts';
import { contains, rangeOf } from '../timeline/ranges.ts';
import type { SavedChange, SavedStorage, StretchChange } from './saved-storage.ts';

/** Copies what is read to disk, a moment later and never in anybody's way. */
export interface Keeper {
  /** Writes down now what waits: the page may be gone the next moment. */
  flush(): Promise<void>;
  stop(): void;
}

interface KeeperDeps {
  readonly userId: string;
  readonly store: Store<ChatState>;
  readonly storage: SavedStorage;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  /** The life of the record; null while nobody has told. */
  readonly epoch: () => string | null;
  /** What became of the last writing: a full disk costs offline reading, and nothing else. */
  readonly wrote: (isDone: boolean) => void;
}

const AFTER = 1_000;
const EVERY = 60_000;

type Saved = Pick<ConversationState, 'summary' | 'timeline' | 'participants'>;

/** Only what is current is copied: stale ranges are on the disk already, or are not worth it. */
const currentRows = ({ timeline }: Saved): readonly Message[] =>
  timeline === null || timeline.awaitsFresh
    ? []
    : timeline.rows.filter(({ seq }) => timeline.ranges.some((range) => range.live && contains(range, seq)));

function stretchOf(before: Saved | undefined, now: Saved): StretchChange | null {
  const { timeline, participants } = now;
  if (!timeline || timeline.awaitsFresh) return null;
  if (before?.timeline === timeline && before.participants === participants) return null;
  const written = before?.timeline?.joinedSeq === timeline.joinedSeq ? currentRows(before) : [];
  const known = new Set(written);
  const rows = currentRows(now);
  const seqs = new Set(rows.map(({ seq }) => seq));
  const ranges = timeline.ranges.filter(({ live }) => live);
  return {
    joinedSeq: timeline.joinedSeq,
    visibleFromSeq: timeline.visibleFromSeq,
    ranges,
    put: rows.filter((row) => !known.has(row)).map((row) => ({ seq: row.seq, rev: row.rev, value: row })),
    // What memory let go stays on the disk: only where all is known does a missing one mean that it is gone.
    drop: written.flatMap(({ seq }) => (seqs.has(seq) || !rangeOf(ranges, seq) ? [] : [seq])),
    people: [...participants.values()],
  };
}

function changeOf(id: string, before: Saved | undefined, now: ConversationState): SavedChange | null {
  // From the disk, and not told by the server yet: there is nothing to copy.
  if (now.savedAt !== null) return null;
  const stretch = stretchOf(before, now);
  if (!stretch && before?.summary === now.summary) return null;
  const { me } = now.summary;
  return {
    conversationId: id,
    line: now.summary,
    sight: me.rowVersion === unknownRow ? 0 : me.visibleFromSeq,
    stretch,
  };
}

/** Follows the state by comparing it with what was written last; what is gone from it goes from the disk. */
export function createKeeper(deps: KeeperDeps): Keeper {
  const { userId, store, storage, clock, epoch, wrote } = deps;
  let written: ReadonlyMap<string, Saved> = store.get().conversations;
  let writing: Promise<void> = Promise.resolve();
  let due: (() => void) | null = null;
  let isStopped = false;

  function changes(conversations: ChatState['conversations']): readonly SavedChange[] {
    const changed = [...conversations].flatMap(([id, now]) => {
      const before = written.get(id);
      return before === now ? [] : (changeOf(id, before, now) ?? []);
    });
    const gone = [...written.keys()].filter((id) => !conversations.has(id));
    return [...changed, ...gone.map((conversationId) => ({ conversationId, line: null, sight: 0, stretch: null }))];
  }

  async function write(): Promise<void> {
    const { me, conversations, connection } = store.get();
    const life = epoch();
    if (isStopped || me?.id !== userId || life === null) return;
    const before = written;
    const news = changes(conversations);
    const isLive = connection.phase === 'live';
    if (news.length === 0 && !isLive) return;
    written = conversations;
    const at = isLive ? clock.now() : (connection.lastSyncAt ?? clock.now());
    const current = [...conversations.values()].flatMap(({ id, timeline }) =>
      timeline && !timeline.awaitsFresh && isLive ? [id] : [],
    );
    try {
      await storage.write({ userId, epoch: life, at, me }, news, current);
      wrote(true);
    } catch {
      // Tried again with the next change, as if it had never been tried.
      written = before;
      wrote(false);
    }
  }

  function flush(): Promise<void> {
    due?.();
    due = null;
    writing = writing.then(write);
    return writing;
  }

  const want = (afterMs: number): void => {
    due ??= clock.after(afterMs, () => {
      due = null;
      void flush();
    });
  };

  const stopWatching = store.subscribe(() => {
    if (store.get().conversations !== written) want(AFTER);
  });
  // In quiet times it is noted that all is still as it was.
  let stopTicking: () => void = () => undefined;
  const tick = (): void => {
    stopTicking = clock.after(EVERY, () => {
      void flush();
      tick();
    });
  };
  tick();

  return {
    flush,
    stop() {
      isStopped = true;
      stopWatching();
      stopTicking();
      due?.();
    },
  };
}
