import { ApiError } from '../failure.ts';
import type { OutboxStorage, StoredRecord } from '../ports.ts';
import { type OutboxEntry, StoredEntry, storedOf } from './entry.ts';

/**
 * One user's entries, on disk and in memory. What is shown is what is in memory; what counts is what is on disk. Several
 * tabs may have the book open: a write over what another tab has changed is not done, and says so by false, after reading.
 */
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
  write(entry: OutboxEntry, hasty?: boolean): Promise<boolean>;
  /** To the end of its lane, perhaps under another id. */
  move(before: OutboxEntry, entry: OutboxEntry): Promise<boolean>;
  remove(entry: OutboxEntry): Promise<boolean>;
  /** True when the disk holds just the entries that are here. */
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
  // Of all on disk, also of those that cannot be read: what a later version has written, or a lost key has locked, is
  // left alone, neither shown nor deleted.
  let revisions: ReadonlyMap<number, number> = new Map();
  let adding: Promise<unknown> = Promise.resolve();
  let generation = 0;

  const set = (next: readonly OutboxEntry[]): void => {
    entries = [...next].sort((one, other) => one.position - other.position);
    generation += 1;
    changed(entries);
  };
  const without = (position: number) => entries.filter((entry) => entry.position !== position);
  const note = (position: number, revision: number | null): void => {
    const next = new Map(revisions);
    if (revision === null) next.delete(position);
    else next.set(position, revision);
    revisions = next;
  };
  const seen = (position: number) => ({ position, revision: revisions.get(position) ?? 0 });

  async function onDisk<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch {
      throw new ApiError('STORAGE_FAILED', 'local');
    }
  }

  function read({ position, value }: StoredRecord): readonly OutboxEntry[] {
    const { data } = StoredEntry.safeParse(value);
    if (!data) return [];
    const here = entries.find((entry) => entry.position === position);
    // What is being sent from here is known better here, but for what its author wants, and for what other tabs tried.
    if (here?.status === 'sending') {
      const attempts = data.attempts.length > here.attempts.length ? data.attempts : here.attempts;
      return [{ ...here, attempts, amendment: data.amendment ?? here.amendment }];
    }
    return [{ ...data, position, nextTryAt: here?.nextTryAt ?? null }];
  }

  async function load(): Promise<void> {
    for (;;) {
      const before = generation;
      const records = await onDisk(() => storage.list(userId));
      // What changed while the disk was read is newer than what was read.
      if (before !== generation) continue;
      revisions = new Map(records.map(({ position, revision }) => [position, revision]));
      return set(records.flatMap(read));
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
        if (!revisions.has(position)) note(position, 1);
        if (!entries.some((one) => one.position === position))
          set([...entries, { ...entry, position, nextTryAt: null }]);
        written();
      });
    },
    show: (entry) => set([...without(entry.position), entry]),
    async write(entry, hasty = false) {
      const { position, revision } = seen(entry.position);
      const before = entries.filter((one) => one.position === position);
      set([...without(position), entry]);
      const isDone = await onDisk(() => storage.replace(userId, { position, revision }, storedOf(entry), hasty));
      if (isDone) note(position, revision + 1);
      else {
        // Not as what was just claimed: being sent from here, it would count for more than what another tab made of it.
        set([...without(position), ...before]);
        await load();
      }
      if (isDone && !hasty) written();
      return isDone;
    },
    async move(before, entry) {
      const position = await onDisk(() => storage.move(userId, seen(before.position), storedOf(entry)));
      if (position === null) await load();
      if (position === null) return false;
      note(before.position, null);
      note(position, 1);
      set([...without(before.position), { ...entry, position }]);
      written();
      return true;
    },
    async remove({ position }) {
      const version = seen(position);
      // First from here: from now on nobody may amend it. If the disk refuses, it comes back and is sent again, as a replay.
      set(without(position));
      const isDone = await onDisk(() => storage.remove(userId, version));
      if (isDone) note(position, null);
      else await load();
      if (isDone) written();
      return isDone;
    },
    async isCurrent() {
      const before = generation;
      const positions = await onDisk(() => storage.positions(userId));
      // While the two were compared something was added here: not a difference, the next look will tell.
      if (before !== generation) return true;
      return positions.length === revisions.size && positions.every((one) => revisions.has(one));
    },
  };
}
