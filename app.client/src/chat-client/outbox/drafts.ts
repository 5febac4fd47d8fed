import { timings } from '@parley/shared/limits.ts';
import { Id } from '@parley/shared/models/basics.ts';
import * as z from 'zod/mini';
import type { Clock, DraftStorage } from '../ports.ts';

/** A draft as it was written down, or as another tab tells of it. */
export const StoredDraft = z.object({ id: Id, content: z.string() });

/** A text in the making; `id` was made when it began and will be the message's. */
export interface Draft {
  readonly id: string;
  readonly content: string;
}

/** Drafts by conversation. */
export interface Drafts {
  get(conversationId: string): Promise<Draft | null>;
  /** Written down a moment after the last keystroke; a blank one is forgotten. */
  set(conversationId: string, draft: Draft): void;
  /** Told what the same person types in another tab, while he types it. */
  subscribe(listener: (conversationId: string, draft: Draft) => void): () => void;
}

/** What its owner may do besides. */
export interface OwnedDrafts extends Drafts {
  /** Writes down at once what waits: before the page goes, or another signs in. */
  flush(): Promise<void>;
  /** Forgets all of the one who is signed in. */
  forgetAll(): Promise<void>;
  /** Another tab has this text now, and will write it down. */
  heard(userId: string, conversationId: string, draft: Draft): void;
}

interface DraftsDeps {
  readonly storage: DraftStorage;
  readonly clock: Pick<Clock, 'after'>;
  /** null: nobody is signed in, and nothing is kept. */
  readonly userId: () => string | null;
  /** Words could be written down, or there was no room for them. */
  readonly wrote: (isDone: boolean) => void;
  /** Other tabs should show it too. */
  readonly typed: (userId: string, conversationId: string, draft: Draft) => void;
}

interface Waiting {
  readonly userId: string;
  readonly conversationId: string;
  readonly draft: Draft;
  readonly cancel: () => void;
}

/** A text belongs to who typed it, also when its writing down falls into the time of another. */
export function createDrafts({ storage, clock, userId, wrote, typed }: DraftsDeps): OwnedDrafts {
  const listeners = new Set<(conversationId: string, draft: Draft) => void>();
  // What the disk does not have: another tab will write it down in a moment, or the disk was full.
  const remembered = new Map<string, { readonly userId: string; readonly draft: Draft }>();
  const waiting = new Map<string, Waiting>();
  let writing: Promise<unknown> = Promise.resolve();

  function write({ userId: owner, conversationId, draft, cancel }: Waiting): Promise<unknown> {
    cancel();
    waiting.delete(conversationId);
    const isBlank = draft.content.trim() === '';
    // A draft that cannot be written is remembered as long as the page, and its writer is told.
    writing = writing
      .then(() => storage.set(owner, conversationId, isBlank ? null : draft))
      .then(() => {
        // Forgetting needs no room, so it says nothing of it.
        if (!isBlank) wrote(true);
      })
      .catch(() => {
        wrote(false);
        if (!waiting.has(conversationId)) remembered.set(conversationId, { userId: owner, draft });
      });
    return writing;
  }

  return {
    async get(conversationId) {
      const owner = userId();
      if (owner === null) return null;
      const unwritten = waiting.get(conversationId);
      if (unwritten?.userId === owner) return unwritten.draft;
      const told = remembered.get(conversationId);
      if (told?.userId === owner) return told.draft.content.trim() === '' ? null : told.draft;
      await writing;
      const { data } = StoredDraft.safeParse(await storage.get(owner, conversationId).catch(() => null));
      return data ?? null;
    },
    set(conversationId, draft) {
      const owner = userId();
      if (owner === null) return;
      const before = waiting.get(conversationId);
      if (before && before.userId !== owner) void write(before);
      else before?.cancel();
      const cancel = clock.after(timings.draftAfter, () => {
        const due = waiting.get(conversationId);
        if (due) void write(due);
      });
      waiting.set(conversationId, { userId: owner, conversationId, draft, cancel });
      remembered.delete(conversationId);
      typed(owner, conversationId, draft);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    heard(owner, conversationId, draft) {
      if (owner !== userId()) return;
      const unwritten = waiting.get(conversationId);
      // The later text is the one that is written down last.
      if (unwritten?.userId === owner) unwritten.cancel();
      if (unwritten?.userId === owner) waiting.delete(conversationId);
      remembered.set(conversationId, { userId: owner, draft });
      for (const listener of [...listeners]) listener(conversationId, draft);
    },
    async flush() {
      await Promise.all([...waiting.values()].map(write));
    },
    async forgetAll() {
      const owner = userId();
      if (owner === null) return;
      for (const { cancel } of waiting.values()) cancel();
      waiting.clear();
      remembered.clear();
      await writing;
      await storage.clear(owner).catch(() => undefined);
    },
  };
}
