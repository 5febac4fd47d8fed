import type { Message } from '@parley/shared/models/message.ts';

/** By place: the only order there is. */
const bySeq = (one: Message, other: Message): number => one.seq - other.seq;

/** Whether this version is later than the one that is known. An equal one is not, so that what is known stays the same object. */
export const isNews = (known: Message | undefined, incoming: Message): boolean => !known || known.rev < incoming.rev;

/** Each message once, in its newest version, by `seq`. */
function newestOfEach(messages: readonly Message[]): readonly Message[] {
  const newest = new Map<string, Message>();
  for (const message of messages) if (isNews(newest.get(message.id), message)) newest.set(message.id, message);
  return [...newest.values()].sort(bySeq);
}

/** Where the message with this number stands, or would stand. */
function placeOf(rows: readonly Message[], seq: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle]?.seq ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The message with this number, if it is known. */
export function rowAt(rows: readonly Message[], seq: number): Message | undefined {
  const row = rows[placeOf(rows, seq)];
  return row?.seq === seq ? row : undefined;
}

/**
 * Adds messages from anywhere: a page, a frame, the answer to one's own send. Idempotent, and whatever the order in which
 * versions arrive, the highest `rev` stays. Returns the same array when nothing is new.
 */
export function merge(rows: readonly Message[], incoming: readonly Message[]): readonly Message[] {
  const news = newestOfEach(incoming).filter((message) => isNews(rowAt(rows, message.seq), message));
  const [first, last] = [news[0], news.at(-1)];
  if (!first || !last) return rows;

  // Only what lies between is sorted: a page above a hundred thousand rows costs a copy of them, and nothing else.
  const [start, end] = [placeOf(rows, first.seq), placeOf(rows, last.seq + 1)];
  const between = new Map(rows.slice(start, end).map((row) => [row.seq, row]));
  for (const message of news) between.set(message.seq, message);
  return [...rows.slice(0, start), ...[...between.values()].sort(bySeq), ...rows.slice(end)];
}

/** Those for which `keep` holds; the same array when that is all of them. */
export function kept<T>(all: readonly T[], keep: (one: T) => boolean): readonly T[] {
  return all.every(keep) ? all : all.filter(keep);
}
