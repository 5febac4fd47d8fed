import type { HeadsAnswer, OpenState } from '@parley/shared/contract/sync.routes.ts';
import { digestOf } from '@parley/shared/digest.ts';
import { changesIn, entryOf, marksOf, pageLength, pageOf, summaryOf } from './reading.ts';
import { asParticipant, type Database, memberOf, type Row, type Stored } from './record.ts';
import type { Answer, Ask } from './wire.ts';

/** What a sync tells. */
export type SyncBody = Extract<Ask, { kind: 'sync' }>['body'];
/** What the quiet check tells. */
export type HeadsBody = Extract<Ask, { kind: 'heads' }>['body'];

/** The conversations a user is in. */
export const mineIn = ({ conversations }: Database, userId: string): readonly (readonly [Stored, Row])[] =>
  [...conversations.values()].flatMap((stored) => {
    const row = memberOf(stored, userId);
    return row ? [[stored, row] as const] : [];
  });

/** The changes after a cursor; null where it belongs to an earlier membership, or to what the log has cut off. */
export function onwardOf(stored: Stored, row: Row, cursor: number) {
  if (cursor < row.joinedSeq || cursor < stored.logFloor) return null;
  const upTo = Math.min(stored.seq, cursor + pageLength);
  const changes = [...changesIn(stored, cursor, upTo, row.visibleFromSeq)];
  return { from: cursor, upTo, more: upTo < stored.seq, changes };
}

function openOf(epoch: string, stored: Stored, row: Row, cursor: number | null): OpenState {
  const onward = cursor === null ? null : onwardOf(stored, row, cursor);
  if (onward) return { kind: 'changes', ...onward, marks: [...marksOf(stored)] };
  const participants = [...stored.rows.values()].map(asParticipant);
  return { kind: 'fresh', upTo: stored.seq, participants, page: pageOf(epoch, stored, row, { kind: 'newest' }) };
}

/** What is new, gone or ahead of what a device holds. */
export function syncOf(
  database: Database,
  userId: string,
  { heads, open, ask, after, upTo }: SyncBody,
  serverTime: string,
): Extract<Answer, { kind: 'sync' }>['body'] {
  const { epoch } = database;
  const mine = mineIn(database, userId);
  const isWithin = (id: string) => (after === null || id > after) && (upTo === null || id <= upTo);
  const conversations = mine.flatMap(([stored, row]) => {
    const head = heads.find(({ c }) => c === stored.id);
    const held = open.find(({ c }) => c === stored.id);
    const isNamed = held !== undefined || ask.includes(stored.id);
    if (!isNamed && !isWithin(stored.id)) return [];
    const summary = summaryOf(stored, row);
    const peerSum = summary.peer ? summary.peer.deliveredSeq + summary.peer.readSeq : 0;
    const isKnown = head && head.cursor === stored.seq && head.joinedSeq === row.joinedSeq;
    const isSame = isKnown && head.rowVersion === row.rowVersion && head.peerSum === peerSum;
    if (isSame && !isNamed) return [];
    const cursor = held?.joinedSeq === row.joinedSeq ? held.cursor : null;
    return [{ summary, open: held ? openOf(epoch, stored, row, cursor) : null }];
  });
  const gone = [...new Set([...heads, ...open].map(({ c }) => c).concat(ask))].flatMap((c) => {
    if (mine.some(([{ id }]) => id === c)) return [];
    return [{ c, seq: database.conversations.get(c)?.rows.get(userId)?.leftSeq ?? 0 }];
  });
  return { epoch, serverTime, conversations, gone, coveredUpTo: null };
}

/** Whether anything differs; null: nothing. */
export function headsOf(database: Database, userId: string, { digest, open }: HeadsBody): HeadsAnswer | null {
  const mine = mineIn(database, userId);
  const differs = digestOf(mine.map(([stored, row]) => entryOf(stored, row))) !== digest;
  const receipts = mine.flatMap(([stored]) => {
    const marks = marksOf(stored);
    const sum = marks.reduce((all, mark) => all + mark.deliveredSeq + mark.readSeq, 0);
    const asked = open.find(({ c }) => c === stored.id);
    return asked && asked.receipts !== sum ? [{ c: stored.id, marks: [...marks] }] : [];
  });
  return differs || receipts.length > 0 ? { epoch: database.epoch, differs, receipts } : null;
}
