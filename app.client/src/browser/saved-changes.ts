import type { IDBPObjectStore, IDBPTransaction } from 'idb';
import type { SavedChange, SavedPerson } from '../chat-client/saved/saved-storage.ts';
import { putOver, type Range } from '../chat-client/timeline/ranges.ts';
import type { Cipher, Sealed } from './cipher.ts';
import { type LineRecord, messageKeys, newStamp, type SavedTables } from './saved-database.ts';

/** What a writing may touch. */
export const writable: ('people' | 'lines' | 'messages' | 'kept')[] = ['people', 'lines', 'messages', 'kept'];
type Writing = IDBPTransaction<SavedTables, typeof writable, 'readwrite'>;
type Rows = IDBPObjectStore<SavedTables, typeof writable, 'messages', 'readwrite'>;

/** What every record costs beyond what is sealed in it, about. */
const OVERHEAD = 120;

/** What a record of this takes on disk, about. */
export const sizeOf = (sealed: Sealed): number =>
  OVERHEAD + ('plain' in sealed ? JSON.stringify(sealed.plain).length * 2 : sealed.data.byteLength);

/** A change whose words are sealed: a transaction does not wait for encryption. */
export interface SealedChange {
  readonly line: Sealed | null;
  readonly people: Sealed | null;
  readonly messages: readonly { readonly seq: number; readonly rev: number; readonly sealed: Sealed }[];
}

/** Each word is bound to its place: moved elsewhere it does not open. */
export async function sealChange(cipher: Cipher, userId: string, change: SavedChange): Promise<SealedChange> {
  const { conversationId, line, stretch } = change;
  const place = `${userId}/${conversationId}`;
  return {
    line: line === null ? null : await cipher.seal(place, line),
    people: stretch?.people === undefined ? null : await cipher.seal(place, stretch.people),
    messages: await Promise.all(
      (stretch?.put ?? []).map(async ({ seq, rev, value }) => ({
        seq,
        rev,
        sealed: await cipher.seal(`${place}/${seq}`, value),
      })),
    ),
  };
}

/** What retention removed goes from the disk too, also where the conversation is not open. */
async function clipped(rows: Rows, line: LineRecord, sight: number): Promise<LineRecord> {
  if (sight <= line.visibleFromSeq) return line;
  let { bytes } = line;
  const below = messageKeys(line.userId, line.conversationId, { from: -1, upTo: sight - 1 });
  for (let cursor = await rows.openCursor(below); cursor; cursor = await cursor.continue()) {
    bytes -= cursor.value.bytes;
    await cursor.delete();
  }
  return { ...line, visibleFromSeq: sight, bytes, stamp: newStamp() };
}

/** Several tabs write the same conversation: what each has whole is united, and of each message the later version stays. */
export async function writeChange(
  tx: Writing,
  { userId, epoch, at }: Pick<SavedPerson, 'userId' | 'epoch' | 'at'>,
  { conversationId, sight, stretch }: SavedChange,
  { line, people, messages }: SealedChange,
): Promise<void> {
  const person = await tx.objectStore('people').get(userId);
  // Signed out meanwhile, or the record was restored and another tab knows: nothing of this is to be kept.
  if (person?.epoch !== epoch) return;
  const key: [string, string] = [userId, conversationId];
  const [lines, rows] = [tx.objectStore('lines'), tx.objectStore('messages')];
  if (line === null) {
    await lines.delete(key);
    await rows.delete(messageKeys(userId, conversationId));
    return;
  }
  const known = await lines.get(key);
  const fresh: LineRecord = {
    userId,
    conversationId,
    line,
    people,
    joinedSeq: 0,
    visibleFromSeq: 0,
    ranges: [],
    at,
    readAt: 0,
    bytes: 0,
  };
  const base = known ? await clipped(rows, known, sight) : fresh;
  const isBehind =
    stretch !== null &&
    (stretch.joinedSeq < base.joinedSeq ||
      (stretch.joinedSeq === base.joinedSeq && stretch.visibleFromSeq < base.visibleFromSeq));
  if (!stretch || isBehind) {
    await lines.put({ ...base, line });
    return;
  }
  const isSame = base.joinedSeq === stretch.joinedSeq && base.visibleFromSeq === stretch.visibleFromSeq;
  if (!isSame) await rows.delete(messageKeys(userId, conversationId));
  let bytes = isSame ? base.bytes : 0;
  for (const { seq, rev, sealed } of messages) {
    const before = await rows.get([userId, conversationId, seq]);
    // The same version is written again: what lies there may have become unreadable, and this one was just fetched.
    if (before && before.rev > rev) continue;
    const size = sizeOf(sealed);
    bytes += size - (before?.bytes ?? 0);
    await rows.put({ rev, bytes: size, sealed }, [userId, conversationId, seq]);
  }
  for (const seq of stretch.drop) {
    const before = await rows.get([userId, conversationId, seq]);
    bytes -= before?.bytes ?? 0;
    await rows.delete([userId, conversationId, seq]);
  }
  const { joinedSeq, visibleFromSeq } = stretch;
  const ranges = stretch.ranges.reduce<readonly Range[]>(putOver, isSame ? base.ranges : []);
  await lines.put({
    ...base,
    line,
    people: people ?? (isSame ? base.people : null),
    whole: isSame ? base.whole : undefined,
    joinedSeq,
    visibleFromSeq,
    ranges,
    at,
    readAt: at,
    bytes,
    stamp: newStamp(),
  });
}
