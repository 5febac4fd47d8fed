import type { IDBPDatabase } from 'idb';
import type { SavedPart } from '../chat-client/saved/saved-storage.ts';
import type { Range } from '../chat-client/timeline/ranges.ts';
import { type LineRecord, messageKeys, newStamp, type SavedTables } from './saved-database.ts';

/** Room is made for a while, not for the next message alone. */
const DOWN_TO = 0.9;

const above = (ranges: readonly Range[], seq: number): readonly Range[] =>
  ranges.filter(({ upTo }) => upTo > seq).map((range) => (range.from < seq ? { ...range, from: seq } : range));

const nameOf = ({ userId, conversationId }: Pick<LineRecord, 'userId' | 'conversationId'>) =>
  `${userId}/${conversationId}`;

/** Ranges as far as they lie in a part. */
export function cut(ranges: readonly Range[], part?: SavedPart): readonly Range[] {
  if (!part) return ranges;
  const last = ranges.at(-1)?.upTo ?? 0;
  const { from, upTo } = 'newest' in part ? { from: last - part.newest, upTo: last } : part;
  return above(ranges, from).flatMap((range) =>
    range.from < upTo ? { ...range, upTo: Math.min(range.upTo, upTo) } : [],
  );
}

/** The sum of what some conversations take. */
export const bytesOf = (lines: readonly LineRecord[]): number => lines.reduce((total, line) => total + line.bytes, 0);

/**
 * Keeps the messages of all conversations within so many bytes, but for those that are kept whole: they have room of their own. The conversation that was looked at longest ago gives its
 * messages first; of the one looked at last the oldest go. Lines of the list stay.
 */
export async function makeRoom(db: IDBPDatabase<SavedTables>, bytes: number): Promise<void> {
  if (bytesOf(await db.getAll('lines')) <= bytes) return;
  const tx = db.transaction(['lines', 'messages', 'kept'], 'readwrite', { durability: 'relaxed' });
  const [lines, rows] = [tx.objectStore('lines'), tx.objectStore('messages')];
  const kept = new Set((await tx.objectStore('kept').getAll()).map(nameOf));
  const held = (await lines.getAll())
    .filter((line) => line.bytes > 0 && !kept.has(nameOf(line)))
    .sort((one, other) => one.readAt - other.readAt);
  let excess = bytesOf(held) <= bytes ? 0 : bytesOf(held) - bytes * DOWN_TO;
  const last = held.pop();
  for (const line of held) {
    if (excess <= 0) break;
    await rows.delete(messageKeys(line.userId, line.conversationId));
    await lines.put({ ...line, ranges: [], bytes: 0, stamp: newStamp(), whole: undefined });
    excess -= line.bytes;
  }
  if (last && excess > 0) {
    let { bytes: left, ranges } = last;
    let cursor = await rows.openCursor(messageKeys(last.userId, last.conversationId));
    while (cursor && excess > 0) {
      excess -= cursor.value.bytes;
      left -= cursor.value.bytes;
      ranges = above(ranges, cursor.key[2]);
      await cursor.delete();
      cursor = await cursor.continue();
    }
    await lines.put({ ...last, ranges, bytes: left, stamp: newStamp(), whole: undefined });
  }
  await tx.done;
}
