import { ApiError } from '../failure.ts';
import type { OutboxStorage } from '../ports.ts';
import { type OutboxEntry, StoredEntry, storedOf } from './entry.ts';

/** One user's entries, on disk and in memory. What is shown is what is in memory; what counts is what is on disk. */
export interface Book {
  all(): readonly OutboxEntry[];
  get(id: string): OutboxEntry | undefined;
  /** In the order in which they will be sent. */
  lane(conversationId: string): readonly OutboxEntry[];
  /** Reads what is on disk anew: entries of other tabs come, entries that others have sent go. */
  load(): Promise<void>;
  /** Resolves when it is on disk. Entries get their positions in the order of these calls. */
  add(entry: StoredEntry): Promise<void>;
  /** For the screen only. */
  show(entry: OutboxEntry): void;
  /** Writes a change down; false when the entry is gone from disk, and then from here. */
  write(entry: OutboxEntry, hasty?: boolean): Promise<boolean>;
  /** To the end of its lane, perhaps under another id. */
  move(before: OutboxEntry, entry: OutboxEntry): Promise<void>;
  remove(entry: OutboxEntry): Promise<void>;
  /** True when the disk holds just what is here. */
  isCurrent(): Promise<boolean>;
}

/** `changed` is told after each change in memory, `written` after each one on disk. */
export interface BookDeps {
  readonly storage: OutboxStorage;
  readonly userId: string;
  readonly changed: (entries: readonly OutboxEntry[]) => void;
  readonly written: () => void;
}

/** Opens an empty book; `load` fills it. */
export function createBook({ storage, userId, changed, written }: BookDeps): Book {
  let entries: readonly OutboxEntry[] = [];
  let adding: Promise<unknown> = Promise.resolve();
  let generation = 0;
  // What a later version has written, or a lost key has locked: left alone, neither shown nor deleted.
  let unreadable: ReadonlySet<number> = new Set();

  const set = (next: readonly OutboxEntry[]): void => {
    entries = [...next].sort((one, other) => one.position - other.position);
    generation += 1;
    changed(entries);
  };
  const without = (position: number) => entries.filter((entry) => entry.position !== position);
  const drop = (position: number): void => set(without(position));

  async function onDisk<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch {
      throw new ApiError('STORAGE_FAILED', 'local');
    }
  }

  function read(record: { readonly position: number; readonly value: unknown }): readonly OutboxEntry[] {
    const { data } = StoredEntry.safeParse(record.value);
    if (!data) return [];
    const here = entries.find(({ position }) => position === record.position);
    // What is being sent from here is known better here, but for what its author wants done to it.
    if (here?.status === 'sending') return [{ ...here, amendment: data.amendment ?? here.amendment }];
    return [{ ...data, position: record.position, nextTryAt: here?.nextTryAt ?? null }];
  }

  async function load(): Promise<void> {
    for (;;) {
      const before = generation;
      const records = await onDisk(() => storage.list(userId));
      // What changed while the disk was read is newer than what was read.
      if (before !== generation) continue;
      const readable = records.flatMap(read);
      const known = new Set(readable.map(({ position }) => position));
      unreadable = new Set(records.map(({ position }) => position).filter((position) => !known.has(position)));
      return set(readable);
    }
  }

  return {
    all: () => entries,
    get: (id) => entries.find((entry) => entry.id === id),
    lane: (conversationId) => entries.filter((entry) => entry.conversationId === conversationId),
    load,
    add(entry) {
      // One after another: encryption takes its time, and a short text must not overtake a long one.
      const added = adding.then(() => onDisk(() => storage.add(userId, entry)));
      adding = added.catch(() => undefined);
      return added.then((position) => {
        set([...without(position), { ...entry, position, nextTryAt: null }]);
        written();
      });
    },
    show: (entry) => set([...without(entry.position), entry]),
    async write(entry, hasty = false) {
      if (entries.some(({ position }) => position === entry.position)) set([...without(entry.position), entry]);
      const isThere = await onDisk(() => storage.replace(userId, entry.position, storedOf(entry), hasty));
      if (!isThere) drop(entry.position);
      else if (!hasty) written();
      return isThere;
    },
    async move(before, entry) {
      const position = await onDisk(() => storage.move(userId, before.position, storedOf(entry)));
      set([...without(before.position), ...(position === null ? [] : [{ ...entry, position }])]);
      written();
    },
    async remove({ position }) {
      // First from here: from now on nobody may amend it. If the disk refuses, it comes back and is sent again, as a replay.
      drop(position);
      await onDisk(() => storage.remove(userId, position));
      written();
    },
    async isCurrent() {
      const before = generation;
      const positions = await onDisk(() => storage.positions(userId));
      const known = new Set([...unreadable, ...entries.map((entry) => entry.position)]);
      // While the two were compared something was added here: not a difference, the next look will tell.
      return before !== generation || (positions.length === known.size && positions.every((one) => known.has(one)));
    },
  };
}
