import type { Entry } from './database.ts';

/**
 * The entries as this page last saw or wrote them, sealed as they lie on disk: if that is deleted under the open page, they
 * are all there is left of what somebody wrote.
 */
export function knownEntries() {
  const known = new Map<number, Entry>();
  return {
    all: (): Iterable<Entry> => known.values(),
    saw(userId: string, entries: readonly Entry[]): void {
      for (const [position, entry] of known) if (entry.userId === userId) known.delete(position);
      for (const entry of entries) known.set(entry.position, entry);
    },
    wrote: (entry: Entry): void => void known.set(entry.position, entry),
    removed: (position: number): void => void known.delete(position),
  };
}

/** What this page knows of the entries. */
export type KnownEntries = ReturnType<typeof knownEntries>;
