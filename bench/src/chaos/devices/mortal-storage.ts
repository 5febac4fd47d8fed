import type { ChatStorage } from '@parley/client/chat-client/ports.ts';
import type { SavedStorage } from '@parley/client/chat-client/saved/saved-storage.ts';

/** The disk of one life of a device. */
export interface MortalDisk {
  chat(storage: ChatStorage): ChatStorage;
  saved(storage: SavedStorage): SavedStorage;
  /** Resolves when what was under way on the disk is done, or has failed: the next life begins after that. */
  idle(): Promise<void>;
}

const never = new Promise<never>(() => undefined);

/** Storage that a crashed client can write to no more: what it asks for is never answered, and never done. */
export function createMortalDisk(isAlive: () => boolean): MortalDisk {
  const running = new Set<Promise<unknown>>();
  const guarded =
    <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (!isAlive()) return never;
      const doing = work(...args);
      running.add(doing);
      const result = await doing.finally(() => running.delete(doing));
      return isAlive() ? result : never;
    };
  return {
    chat: ({ durable, outbox, drafts, close }) => ({
      durable,
      close,
      outbox: {
        list: guarded(outbox.list),
        positions: guarded(outbox.positions),
        add: guarded(outbox.add),
        replace: guarded(outbox.replace),
        move: guarded(outbox.move),
        remove: guarded(outbox.remove),
      },
      drafts: { get: guarded(drafts.get), set: guarded(drafts.set), clear: guarded(drafts.clear) },
    }),
    saved: ({ last, begin, lines, messages, write, keepOnly, kept, close }) => ({
      last: guarded(last),
      begin: guarded(begin),
      lines: guarded(lines),
      messages: guarded(messages),
      write: guarded(write),
      keepOnly: guarded(keepOnly),
      async kept() {
        const { list, set, fail, write: writeWhole } = await kept();
        return { list: guarded(list), set: guarded(set), fail: guarded(fail), write: guarded(writeWhole) };
      },
      close,
    }),
    idle: async () => void (await Promise.allSettled(running)),
  };
}
