import type { ChatStorage } from '@parley/client/chat-client/ports.ts';

const never = new Promise<never>(() => undefined);

/** Storage that a crashed client can write to no more: what it asks for is never answered, and never done. */
export function mortal({ durable, outbox, drafts, close }: ChatStorage, isAlive: () => boolean): ChatStorage {
  const guarded =
    <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (!isAlive()) return never;
      const result = await work(...args);
      return isAlive() ? result : never;
    };
  return {
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
  };
}
