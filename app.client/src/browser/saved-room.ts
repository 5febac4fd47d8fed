import type { IDBPDatabase } from 'idb';
import type { Range } from '../chat-client/timeline/ranges.ts';
import { type LineRecord, messageKeys, newStamp, type SavedTables } from './saved-database.ts';

/** Room is made for a while, not for the next message alone. */
const DOWN_TO = 0.9;

const above = (ranges: readonly Range[], seq: number): readonly Range[] =>
  ranges.filter(({ upTo }) => upTo > seq).map((range) => (range.from < seq ? { ...range, from: seq } : range));

/**
 * Keeps the messages of all conversations within so many bytes. The conversation that was looked at longest ago gives its
 * messages first; of the one looked at last the oldest go. Lines of the list stay.
 */
export async function makeRoom(db: IDBPDatabase<SavedTables>, bytes: number): Promise<void> {
  const sum = (lines: readonly LineRecord[]) => lines.reduce((total, line) => total + line.bytes, 0);
  if (sum(await db.getAll('lines')) <= bytes) return;
  const tx = db.transaction(['lines', 'messages'], 'readwrite', { durability: 'relaxed' });
  const [lines, rows] = [tx.objectStore('lines'), tx.objectStore('messages')];
  const held = (await lines.getAll()).filter((line) => line.bytes > 0).sort((one, other) => one.readAt - other.readAt);
  let excess = sum(held) - bytes * DOWN_TO;
  const last = held.pop();
  for (const line of held) {
    if (excess <= 0) break;
    await rows.delete(messageKeys(line.userId, line.conversationId));
    await lines.put({ ...line, ranges: [], bytes: 0, stamp: newStamp() });
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
    await lines.put({ ...last, ranges, bytes: left, stamp: newStamp() });
  }
  await tx.done;
}
