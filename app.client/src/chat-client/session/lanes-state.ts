import type { OutboxEntry } from '../outbox/entry.ts';

type Outbox = ReadonlyMap<string, readonly OutboxEntry[]>;

const isSame = (one: readonly OutboxEntry[], other: readonly OutboxEntry[]): boolean =>
  one.length === other.length && one.every((entry, index) => entry === other[index]);

/** Entries by conversation; a lane in which nothing changed stays the same array, and renders nobody. */
export function lanesOf(before: Outbox, entries: readonly OutboxEntry[]): Outbox {
  const next = new Map<string, readonly OutboxEntry[]>();
  for (const entry of entries) next.set(entry.conversationId, [...(next.get(entry.conversationId) ?? []), entry]);
  for (const [id, lane] of next) {
    const known = before.get(id);
    if (known && isSame(known, lane)) next.set(id, known);
  }
  return next;
}
