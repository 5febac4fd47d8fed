import * as z from 'zod/mini';
import type { Clock, StoryStorage } from '../ports.ts';
import type { ChatState } from '../state.ts';
import { Attempt, type OutboxEntry } from './entry.ts';

/** What this device knows of a message that it has sent: when it was written, and every try. */
const SentHere = z.object({ composedAt: z.number(), attempts: z.readonly(z.array(Attempt)) });
export type SentHere = z.infer<typeof SentHere>;

/** As many as a long day of writing, and for as long as somebody may ask. */
const KEPT = 500;
const KEPT_FOR = 30 * 86_400_000;

/** Entries go when they are answered: their tries are kept here for whoever asks how a message came to be on the record. */
export interface SentMemory {
  of(messageId: string): SentHere | null;
  /** Told of each state; another person's memory is not this one's, and who signs out takes his along. */
  look(state: Pick<ChatState, 'me' | 'outbox'>): void;
}

interface SentMemoryDeps {
  readonly clock: Pick<Clock, 'now'>;
  /** Where it outlives a reload; null where nothing does. */
  readonly storage: () => StoryStorage | null;
}

/** Remembers without a word of what was written; the oldest goes first. What cannot be kept is only not told later. */
export function createSentMemory({ clock, storage }: SentMemoryDeps): SentMemory {
  const known = new Map<string, SentHere>();
  let whose: string | null = null;
  let seen: ReadonlyMap<string, readonly OutboxEntry[]> | null = null;
  let waiting = new Set<string>();

  const quietly = (work: Promise<unknown> | undefined): void => void work?.catch(() => undefined);

  async function recall(userId: string): Promise<void> {
    const kept = (await storage()?.list(userId)) ?? [];
    if (whose !== userId) return;
    const read = kept.flatMap(({ messageId, value }) => {
      const { data } = SentHere.safeParse(value);
      return data && clock.now() - data.composedAt < KEPT_FOR ? [{ messageId, data }] : [];
    });
    const last = read.sort((one, other) => one.data.composedAt - other.data.composedAt).slice(-KEPT);
    const now = [...known];
    known.clear();
    for (const { messageId, data } of last) known.set(messageId, data);
    for (const [id, data] of now) known.set(id, data);
    const old = kept.filter(({ messageId }) => !known.has(messageId)).map(({ messageId }) => messageId);
    if (old.length > 0) await storage()?.forget(userId, old);
  }

  function change(userId: string | null): void {
    if (whose !== null && userId === null) quietly(storage()?.forget(whose, [...known.keys()]));
    known.clear();
    waiting = new Set();
    whose = userId;
    if (userId !== null) quietly(recall(userId));
  }

  return {
    of: (messageId) => known.get(messageId) ?? null,
    look({ me, outbox }) {
      if (whose !== (me?.id ?? null)) change(me?.id ?? null);
      if (outbox === seen) return;
      seen = outbox;
      const entries = [...outbox.values()].flat();
      for (const { id, composedAt, attempts } of entries) {
        known.delete(id);
        known.set(id, { composedAt, attempts });
      }
      const now = new Set(entries.map(({ id }) => id));
      const userId = whose;
      for (const id of waiting) {
        const story = known.get(id);
        // It has left the outbox, which kept its tries until now.
        if (userId !== null && story && !now.has(id)) quietly(storage()?.put(userId, id, story));
      }
      waiting = now;
      for (const id of known.keys()) {
        if (known.size <= KEPT) return;
        known.delete(id);
      }
    },
  };
}
