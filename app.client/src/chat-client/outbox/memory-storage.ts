import type { ChatStorage } from '../ports.ts';

interface Row {
  readonly userId: string;
  readonly value: unknown;
}

/** Storage that ends with the page, for where there is no other; it says so by `durable: false`. */
export function createMemoryStorage(): ChatStorage {
  const rows = new Map<number, Row>();
  const drafts = new Map<string, unknown>();
  let last = 0;
  const mine = (userId: string) => [...rows].filter(([, row]) => row.userId === userId);
  return {
    durable: false,
    outbox: {
      list: async (userId) => mine(userId).map(([position, { value }]) => ({ position, value })),
      positions: async (userId) => mine(userId).map(([position]) => position),
      async add(userId, value) {
        rows.set(++last, { userId, value });
        return last;
      },
      async replace(userId, position, value) {
        if (rows.get(position)?.userId !== userId) return false;
        rows.set(position, { userId, value });
        return true;
      },
      async move(userId, position, value) {
        if (rows.get(position)?.userId !== userId) return null;
        rows.delete(position);
        rows.set(++last, { userId, value });
        return last;
      },
      async remove(userId, position) {
        if (rows.get(position)?.userId === userId) rows.delete(position);
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
    close: () => undefined,
  };
}
