import type { ChatState } from '../state.ts';
import type { Attempt, OutboxEntry } from './entry.ts';

/** What this device knows of a message that it has sent: when it was written, and every try. */
export interface SentHere {
  readonly composedAt: number;
  readonly attempts: readonly Attempt[];
}

/** As many as a long day of writing; a longer memory tells nobody more. */
const KEPT = 500;

/** Entries go when they are answered: their tries are kept here for whoever asks how a message came to be on the record. */
export interface SentMemory {
  of(messageId: string): SentHere | null;
  /** Told of each state; another person's memory is not this one's. */
  look(state: Pick<ChatState, 'me' | 'outbox'>): void;
}

/** Remembers in memory alone, without a word of what was written; the oldest goes first. */
export function createSentMemory(): SentMemory {
  const known = new Map<string, SentHere>();
  let whose: string | null = null;
  let seen: ReadonlyMap<string, readonly OutboxEntry[]> | null = null;
  return {
    of: (messageId) => known.get(messageId) ?? null,
    look({ me, outbox }) {
      if (whose !== (me?.id ?? null)) known.clear();
      whose = me?.id ?? null;
      if (outbox === seen) return;
      seen = outbox;
      for (const { id, composedAt, attempts } of [...outbox.values()].flat()) {
        known.delete(id);
        known.set(id, { composedAt, attempts });
      }
      for (const id of known.keys()) {
        if (known.size <= KEPT) return;
        known.delete(id);
      }
    },
  };
}
