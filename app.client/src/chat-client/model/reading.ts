import type { MessagePage } from '@parley/shared/contract/answers.ts';
import type { DigestEntry } from '@parley/shared/digest.ts';
import { limits } from '@parley/shared/limits.ts';
import type { Change } from '@parley/shared/models/change.ts';
import type { ConversationSummary, Mark, MyState } from '@parley/shared/models/conversation.ts';
import type { Message } from '@parley/shared/models/message.ts';
import type { User } from '@parley/shared/models/user.ts';
import { asParticipant, presentIn, type Row, type Stored } from './record.ts';

/** How much a page and an answer of changes hold: little, so that small worlds have many of them. */
export const pageLength = 3;

/** What every answer about a conversation bears. */
export const stampOf = (epoch: string, stored: Stored, row: Row) => ({
  epoch,
  asOf: stored.seq,
  joinedSeq: row.joinedSeq,
});

/** All that a participant may see, by number. */
export const visibleTo = (stored: Stored, { visibleFromSeq }: Row): readonly Message[] =>
  [...stored.messages.values()].filter(({ seq }) => seq >= visibleFromSeq).sort((one, other) => one.seq - other.seq);

/** What the log names in `(from, upTo]`, as it is now, as far as one who sees from `visibleFromSeq` on may know it. */
export function changesIn(stored: Stored, from: number, upTo: number, visibleFromSeq: number): readonly Change[] {
  const told = new Set<string>();
  return stored.log
    .filter(({ seq }) => seq > from && seq <= upTo && seq > stored.logFloor)
    .flatMap(({ seq, messageId, userId, renamed }) => {
      const changes: Change[] = [];
      const message = messageId === null || told.has(messageId) ? undefined : stored.messages.get(messageId);
      if (message && message.seq >= visibleFromSeq) changes.push({ kind: 'message', seq, message });
      if (message) told.add(message.id);
      const row = userId === null ? undefined : stored.rows.get(userId);
      if (row) changes.push({ kind: 'participant', seq, participant: asParticipant(row) });
      if (renamed) changes.push({ kind: 'conversation', seq, conversation: stored.conversation });
      return changes;
    });
}

/** Which page somebody asks for: before, after or around a number, or the newest. */
export type PageQuery =
  | { readonly kind: 'newest' }
  | { readonly kind: 'before' | 'after' | 'around'; readonly seq: number };

/** A page of history. */
export function pageOf(epoch: string, stored: Stored, row: Row, query: PageQuery): MessagePage {
  const all = visibleTo(stored, row);
  const stamp = stampOf(epoch, stored, row);
  const last = (messages: readonly Message[], upTo: number): MessagePage => {
    const rows = messages.slice(-pageLength);
    const from = rows.length < messages.length ? (rows[0]?.seq ?? 1) - 1 : 0;
    return { ...stamp, from, upTo, messages: rows };
  };
  const first = (messages: readonly Message[], from: number): MessagePage => {
    const rows = messages.slice(0, pageLength);
    const upTo = rows.length < messages.length ? (rows.at(-1)?.seq ?? from) : stored.seq;
    return { ...stamp, from, upTo, messages: rows };
  };
  if (query.kind === 'newest') return last(all, stored.seq);
  const seq = Math.min(query.seq, stored.seq);
  if (query.kind === 'before')
    return last(
      all.filter((message) => message.seq < seq),
      Math.max(0, seq - 1),
    );
  if (query.kind === 'after')
    return first(
      all.filter((message) => message.seq > seq),
      seq,
    );
  const above = first(
    all.filter((message) => message.seq > seq),
    seq,
  );
  const below = last(
    all.filter((message) => message.seq <= seq),
    seq,
  );
  return { ...stamp, from: below.from, upTo: above.upTo, messages: [...below.messages, ...above.messages] };
}

/** The definition of unread, as a plain scan. */
const scanUnread = (stored: Stored, row: Row): number =>
  visibleTo(stored, row).filter(
    ({ seq, kind, senderId, deletedAt }) =>
      (seq > row.readSeq || (row.unreadMarkSeq !== null && seq >= row.unreadMarkSeq)) &&
      kind === 'text' &&
      senderId !== row.userId &&
      deletedAt === null,
  ).length;

/** My own row, with what is unread as of the head. */
export const meOf = (stored: Stored, row: Row): MyState => ({
  joinedSeq: row.joinedSeq,
  visibleFromSeq: row.visibleFromSeq,
  role: row.role,
  deliveredSeq: row.deliveredSeq,
  readSeq: row.readSeq,
  unreadMarkSeq: row.unreadMarkSeq,
  archivedSeq: null,
  rowVersion: row.rowVersion,
  unread: { count: scanUnread(stored, row), atSeq: stored.seq },
});

/** How far each of those who are there has come. */
export const marksOf = (stored: Stored): readonly Mark[] =>
  presentIn(stored).map(({ userId, deliveredSeq, readSeq }) => ({ userId, deliveredSeq, readSeq }));

const peerOf = (stored: Stored, row: Row): Mark | null =>
  stored.conversation.kind === 'direct' ? (marksOf(stored).find(({ userId }) => userId !== row.userId) ?? null) : null;

/** Whom a line shows: the others who are in, as they came, and then whom the last message names beside them. */
function facesOf(stored: Stored, row: Row, lastMessage: Message | null): User[] {
  const isOther = (userId: string) => userId !== row.userId;
  const present = presentIn(stored)
    .filter(({ userId }) => isOther(userId))
    .toSorted((one, other) => one.joinedSeq - other.joinedSeq || (one.userId < other.userId ? -1 : 1))
    .slice(0, limits.lineFaces)
    .map(({ userId }) => userId);
  const { senderId = null, event = null } = lastMessage ?? {};
  const subject = event?.userId ?? null;
  const shown = new Set([...present, ...[senderId, subject].filter((id) => id !== null).filter(isOther)]);
  return [...shown].flatMap((userId) => {
    const named = stored.rows.get(userId);
    return named ? [asParticipant(named).user] : [];
  });
}

/** The line of the list. */
export function summaryOf(stored: Stored, row: Row): ConversationSummary {
  const lastMessage = visibleTo(stored, row).at(-1) ?? null;
  return {
    conversation: stored.conversation,
    head: stored.seq,
    me: meOf(stored, row),
    lastMessage,
    lastChangeAt: stored.lastChangeAt,
    participantCount: presentIn(stored).length,
    people: facesOf(stored, row, lastMessage),
    peer: peerOf(stored, row),
  };
}

/** The server's part of the digest for one row. */
export const entryOf = (stored: Stored, row: Row): DigestEntry => ({
  id: stored.id,
  seq: stored.seq,
  readSeq: row.readSeq,
  deliveredSeq: row.deliveredSeq,
  rowVersion: row.rowVersion,
  peer: peerOf(stored, row),
});
