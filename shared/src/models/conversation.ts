import * as z from 'zod/mini';
import { limits } from '../limits.ts';
import { Id, line, Moment, Seq } from './basics.ts';
import { Message } from './message.ts';
import { RetentionRule } from './retention.ts';
import { User } from './user.ts';

/** `direct`: two people and no title, for ever. */
export const ConversationKind = z.enum(['direct', 'group']);
export type ConversationKind = z.infer<typeof ConversationKind>;

/** What a participant may do: owners all, admins run the group, members write. */
export const Role = z.enum(['owner', 'admin', 'member']);
export type Role = z.infer<typeof Role>;

/** A group's name. */
export const Title = line(limits.titleLength);

/** How far one participant has come: everything up to here is on a device, everything up to there was seen. */
export const Mark = z.object({ userId: Id, deliveredSeq: Seq, readSeq: Seq });
export type Mark = z.infer<typeof Mark>;

/** One who is, or was, in a conversation. A membership is named by its `joinedSeq`; `rev` is the number of its last change. */
export const Participant = z.object({
  user: User,
  role: Role,
  joinedSeq: Seq,
  leftSeq: z.nullable(Seq),
  deliveredSeq: Seq,
  readSeq: Seq,
  rev: Seq,
});
export type Participant = z.infer<typeof Participant>;

/**
 * A conversation's own fields. `rev` is the number of their last change. Archived, it is only read; `retention` is its own
 * rule (null: the instance's), and below `purgedBelowSeq` nothing is left of its messages.
 */
export const Conversation = z.object({
  id: Id,
  kind: ConversationKind,
  title: z.nullable(z.string()),
  createdBy: Id,
  createdAt: Moment,
  rev: Seq,
  archivedAt: z._default(z.nullable(Moment), null),
  retention: z._default(z.nullable(RetentionRule), null),
  purgedBelowSeq: z._default(Seq, 0),
});
export type Conversation = z.infer<typeof Conversation>;

/** A conversation as it begins: open, kept as the instance has it, with nothing gone. */
export const asBegun = { archivedAt: null, retention: null, purgedBelowSeq: 0 } as const;

/** Messages I have not read, counted up to `limits.unreadCounted`, exact as of the log's number `atSeq`. */
export const Unread = z.object({ count: z.int(), atSeq: Seq });
export type Unread = z.infer<typeof Unread>;

/** Where I marked a conversation as unread, apart from what I have read. */
export const UnreadMarkSeq = z._default(z.nullable(Seq), null);

/**
 * My own row in a conversation: absolute values, and a higher `rowVersion` is newer. From `unreadMarkSeq` on it is unread
 * again; `archivedSeq` is the head as I archived it.
 */
export const MyState = z.object({
  joinedSeq: Seq,
  visibleFromSeq: Seq,
  role: Role,
  deliveredSeq: Seq,
  readSeq: Seq,
  unreadMarkSeq: UnreadMarkSeq,
  archivedSeq: z._default(z.nullable(Seq), null),
  rowVersion: z.int(),
  unread: Unread,
});
export type MyState = z.infer<typeof MyState>;

/** What comes after this number may count as unread: a mark that stands lower than what was read wins. */
export const unreadAfter = ({ readSeq, unreadMarkSeq }: Pick<MyState, 'readSeq' | 'unreadMarkSeq'>): number =>
  unreadMarkSeq === null ? readSeq : Math.min(readSeq, unreadMarkSeq - 1);

/**
 * A line of the conversation list, as of the log's number `head`. `people` are the others whom the line shows: first
 * those who are in, in the order in which they came and no more than `limits.lineFaces`, then whom the last message names
 * beside them. `peer` is the other's mark in a direct one.
 */
export const ConversationSummary = z.object({
  conversation: Conversation,
  head: Seq,
  me: MyState,
  lastMessage: z.nullable(Message),
  lastChangeAt: Moment,
  participantCount: z.int(),
  people: z.array(User),
  peer: z.nullable(Mark),
});
export type ConversationSummary = z.infer<typeof ConversationSummary>;

/** Whether I archived it, and nothing has entered its timeline since: the next entry brings it back by itself. */
export const isArchivedForMe = ({ me, lastMessage }: Pick<ConversationSummary, 'me' | 'lastMessage'>): boolean =>
  me.archivedSeq !== null && (lastMessage?.seq ?? 0) <= me.archivedSeq;
