import type { SavedStretch } from '../timeline/remember.ts';

/** So many of the list are read ahead: as many as are in sight on a large screen. */
const AHEAD = 16;

/** What the disk has of conversations that may be opened next: whoever opens one waits for no disk. */
export interface ReadAhead {
  /** Reads the first of the list one after the other; whoever has one in hand already is passed over. */
  read(order: readonly string[]): Promise<void>;
  /** Gives away what was read of it, once: from now on it is the state's. */
  take(conversationId: string): SavedStretch | null;
  clear(): void;
}

/** `recall`: what the disk has of it. `isHeld`: its messages are in the state. */
export function createReadAhead(deps: {
  readonly recall: (conversationId: string) => Promise<SavedStretch | null>;
  readonly isHeld: (conversationId: string) => boolean;
}): ReadAhead {
  const { recall, isHeld } = deps;
  const ready = new Map<string, SavedStretch>();
  let life = 0;
  return {
    async read(order) {
      const began = life;
      for (const id of order.slice(0, AHEAD)) {
        if (isHeld(id) || ready.has(id)) continue;
        const saved = await recall(id).catch(() => null);
        if (began !== life) return;
        if (saved && !isHeld(id)) ready.set(id, saved);
      }
    },
    take(conversationId) {
      const saved = ready.get(conversationId) ?? null;
      ready.delete(conversationId);
      return saved;
    },
    clear() {
      life += 1;
      ready.clear();
    },
  };
}
