import type { ChatStorage, RecordVersion } from '../ports.ts';

interface Row {
  readonly userId: string;
  readonly revision: number;
  readonly value: unknown;
}

/** Storage that ends with the page, for where there is no other; it says so by `durable: false`. */
export function createMemoryStorage(): ChatStorage {
  const rows = new Map<number, Row>();
  const drafts = new Map<string, unknown>();
  let last = 0;
  const mine = (userId: string) => [...rows].filter(([, row]) => row.userId === userId);
  const isAsSeen = (userId: string, { position, revision }: RecordVersion): boolean => {
    const row = rows.get(position);
    return row?.userId === userId && row.revision === revision;
  };
  return {
    durable: false,
    outbox: {
      list: async (userId) => mine(userId).map(([position, { revision, value }]) => ({ position, revision, value })),
      positions: async (userId) => mine(userId).map(([position]) => position),
      async add(userId, value) {
        rows.set(++last, { userId, revision: 1, value });
        return last;
      },
      async replace(userId, seen, value) {
        if (!isAsSeen(userId, seen)) return false;
        rows.set(seen.position, { userId, revision: seen.revision + 1, value });
        return true;
      },
      async move(userId, seen, value) {
        if (!isAsSeen(userId, seen)) return null;
        rows.delete(seen.position);
        rows.set(++last, { userId, revision: 1, value });
        return last;
      },
      async remove(userId, seen) {
        return isAsSeen(userId, seen) && rows.delete(seen.position);
      },
    },
    drafts: {
      get: async (userId, conversationId) => drafts.get(`${userId}/${conversationId}`),
      async set(userId, conversationId, value) {
        if (value === null) drafts.delete(`${userId}/${conversationId}`);
        else drafts.set(`${userId}/${conversationId}`, value);
      },
      async clear(userId) {
        for (const key of drafts.keys()) if (key.startsWith(`${userId}/`)) drafts.delete(key);
      },
    },
    waiting: async () => rows.size,
    close: () => undefined,
  };
}
