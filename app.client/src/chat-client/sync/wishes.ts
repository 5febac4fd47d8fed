import { Id, Seq } from '@parley/shared/models/basics.ts';
import * as z from 'zod/mini';
import type { DraftStorage } from '../ports.ts';

/** From which number on a conversation is to be unread; null: no mark. */
export type WishedMark = number | null;

const Stored = z.record(Id, z.nullable(Seq));
type Stored = z.infer<typeof Stored>;
/** Beside the drafts, under what is no conversation's id: like them it is its author's, and nobody else's to wipe. */
const PLACE = 'unread marks';

/**
 * Marks that one person set and the server has not confirmed: an outbox of his own state, in which the last wish for a
 * conversation is the only one. It outlives a reload, and tabs share it.
 */
export interface Wishes {
  /** undefined: nothing is wanted. */
  of(conversationId: string): WishedMark | undefined;
  all(): readonly string[];
  /** Reads what was left from before. */
  load(): Promise<void>;
  /** As it is on disk: another tab may have wished otherwise, or have had it fulfilled. */
  latest(conversationId: string): Promise<WishedMark | undefined>;
  /** Resolves when it is on the disk, or the disk has refused it: from then on it is wanted. */
  make(conversationId: string, mark: WishedMark): Promise<void>;
  /** This wish is done with; one that was made since stays. */
  fulfilled(conversationId: string, mark: WishedMark): void;
  /** Numbers mean nothing any more. */
  forgetAll(): void;
}

/** A disk that refuses costs what a reload would have kept, and nothing else. */
export function createWishes(userId: string, storage: DraftStorage): Wishes {
  const wished = new Map<string, WishedMark>();
  // The last of each conversation on its way to the disk.
  const coming = new Map<string, { readonly mark: WishedMark }>();
  // What the disk does not have, because it is full.
  const unwritten = new Set<string>();
  let writing: Promise<unknown> = Promise.resolve();

  const stored = async (): Promise<Stored> => Stored.safeParse(await storage.get(userId, PLACE)).data ?? {};

  async function writeOne(change: (all: Stored) => Stored): Promise<void> {
    const next = change(await stored());
    await storage.set(userId, PLACE, Object.keys(next).length === 0 ? null : next);
  }

  function write(change: (all: Stored) => Stored): Promise<boolean> {
    const written = writing.then(() =>
      writeOne(change).then(
        () => true,
        () => false,
      ),
    );
    writing = written;
    return written;
  }

  return {
    of: (conversationId) => wished.get(conversationId),
    all: () => [...wished.keys()],
    async load() {
      const left = await stored().catch(() => ({}));
      for (const [id, mark] of Object.entries(left)) wished.set(id, mark);
    },
    async latest(conversationId) {
      await writing;
      const onDisk = await stored().catch(() => null);
      if (onDisk === null || unwritten.has(conversationId)) return wished.get(conversationId);
      const mark = onDisk[conversationId];
      if (mark === undefined) wished.delete(conversationId);
      else wished.set(conversationId, mark);
      return mark;
    },
    async make(conversationId, mark) {
      const wish = { mark };
      coming.set(conversationId, wish);
      const isWritten = await write((all) => ({ ...all, [conversationId]: mark }));
      // A later one is on its way, or all are forgotten.
      if (coming.get(conversationId) !== wish) return;
      coming.delete(conversationId);
      wished.set(conversationId, mark);
      if (isWritten) unwritten.delete(conversationId);
      else unwritten.add(conversationId);
    },
    fulfilled(conversationId, mark) {
      if (wished.get(conversationId) !== mark) return;
      wished.delete(conversationId);
      // Where it never came to the disk, what lies there is an older one.
      const isOlder = unwritten.delete(conversationId) && !coming.has(conversationId);
      void write(({ [conversationId]: known, ...others }) =>
        known === undefined || known === mark || isOlder ? others : { ...others, [conversationId]: known },
      );
    },
    forgetAll() {
      wished.clear();
      coming.clear();
      unwritten.clear();
      void write(() => ({}));
    },
  };
}
