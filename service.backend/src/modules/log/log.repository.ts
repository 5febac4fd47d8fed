import type { ConversationKind } from '@parley/shared/models/conversation.ts';
import type { SystemEvent } from '@parley/shared/models/message.ts';
import type { Database, Tx } from '../../database/connection.ts';
import type { Epochs } from '../../database/epoch.ts';

/** A conversation whose row this transaction holds: nobody else can take a number until it ends. */
export interface Locked {
  readonly conversationId: string;
  readonly epoch: string;
  readonly kind: ConversationKind;
  readonly title: string | null;
  readonly historyPolicy: 'full' | 'since_join';
  readonly createdBy: string;
  /** The head: the last number that was taken. */
  readonly seq: number;
  readonly membershipVersion: number;
  /** Nothing is written to it any more. */
  readonly isArchived: boolean;
}

/** What a number of the log can stand for. */
export type LogKind =
  | 'message'
  | 'edit'
  | 'delete'
  | 'joined'
  | 'left'
  | 'removed'
  | 'role'
  | (typeof ownFields)[number];

/** Numbers at which the conversation's own fields become what they are. */
export const ownFields = ['created', 'renamed', 'archived', 'unarchived', 'retention', 'purged'] as const;

/** A message that takes its place with the number of its entry. */
interface NewMessage {
  readonly id: string;
  readonly kind: 'text' | 'system';
  readonly content: string | null;
  readonly event: SystemEvent | null;
  readonly requestMac: Buffer | null;
  /** As its author's device claims. */
  readonly composedAt?: string | null;
}

/** One number to be taken. `message` is inserted with it; `messageId` alone names one that was there before. */
export interface LogEntry {
  readonly kind: LogKind;
  readonly actorId: string;
  readonly userId?: string;
  readonly messageId?: string;
  readonly message?: NewMessage;
}

/** Fields of the conversation that change with the last of the numbers taken. */
interface ConversationChange {
  /** Someone came, went or changed role: whoever cached the recipients must ask again. */
  readonly membershipChanged?: boolean;
  readonly title?: string;
}

/** Numbers `(from, upTo]` were taken; `at` tells when, one for each. `locked` goes on from there. */
export interface Appended {
  readonly locked: Locked;
  readonly from: number;
  readonly upTo: number;
  readonly at: readonly string[];
}

/** The one way in which a conversation gets its numbers. */
export interface LogRepository {
  /** Takes the lock first of all; what else must hold is asked in later statements, which see what was committed before it. */
  lock(tx: Tx, conversationId: string): Promise<Locked | null>;
  /** Numbers the entries, writes their rows of the log and their messages, and moves the head, in one statement. */
  append(tx: Tx, locked: Locked, entries: readonly LogEntry[], change?: ConversationChange): Promise<Appended>;
}

interface LockedRow {
  readonly kind: ConversationKind;
  readonly title: string | null;
  readonly history_policy: 'full' | 'since_join';
  readonly created_by: string;
  readonly seq: number;
  readonly membership_version: number;
  readonly is_archived: boolean;
}

// Not FOR UPDATE: that would also stop the foreign keys of everything that refers to the conversation.
const lockSql = `
  SELECT kind, title, history_policy, created_by, seq, membership_version,
    archived_at IS NOT NULL AS is_archived
  FROM conversations WHERE id = $conversation FOR NO KEY UPDATE`;

// The time is taken here, under the lock, and never falls behind the last: a transaction's own start, or a clock that
// was set back, would run against the order. Entries of one transaction are a microsecond apart.
const appendSql = `
  WITH entry AS (
    SELECT * FROM json_to_recordset($entries::json) AS e(place int, kind text, message_id uuid, user_id uuid, actor_id uuid,
      fresh boolean, message_kind text, content text, event jsonb, mac text, composed_at timestamptz)
  ), clock AS MATERIALIZED (
    SELECT GREATEST(clock_timestamp(), last_change_at + interval '1 microsecond') AS at
    FROM conversations WHERE id = $conversation::uuid
  ), advanced AS (
    UPDATE conversations c SET
      seq = $upTo::bigint,
      last_change_at = clock.at + ($upTo::bigint - $from::bigint - 1) * interval '1 microsecond',
      last_message_seq = COALESCE($lastMessageSeq::bigint, c.last_message_seq),
      membership_version = $membershipVersion::int,
      title = COALESCE($title::text, c.title),
      rev = COALESCE($rev::bigint, c.rev)
    FROM clock WHERE c.id = $conversation::uuid AND c.seq = $from::bigint
    RETURNING c.id
  ), numbered AS (
    SELECT entry.*, $from::bigint + place AS seq, clock.at + (place - 1) * interval '1 microsecond' AS at
    FROM entry CROSS JOIN clock CROSS JOIN advanced
  ), stored AS (
    INSERT INTO messages (conversation_id, id, seq, rev, kind, sender_id, content, event, request_mac, created_at, composed_at)
    SELECT $conversation::uuid, message_id, seq, seq, message_kind, actor_id, content, event, decode(mac, 'hex'), at, composed_at
    FROM numbered WHERE fresh
  ), logged AS (
    INSERT INTO changes (conversation_id, seq, kind, message_id, user_id, actor_id, at)
    SELECT $conversation::uuid, seq, kind, message_id, user_id, actor_id, at FROM numbered
  )
  SELECT at FROM numbered ORDER BY seq`;

/** The log's writing side. */
export function createLogRepository(db: Database, epochs: Epochs): LogRepository {
  return {
    async lock(tx, conversationId) {
      const [row] = await db.query<LockedRow>(lockSql, { conversation: conversationId }, tx);
      if (!row) return null;
      return {
        conversationId,
        epoch: await epochs.current(tx),
        kind: row.kind,
        title: row.title,
        historyPolicy: row.history_policy,
        createdBy: row.created_by,
        seq: row.seq,
        membershipVersion: row.membership_version,
        isArchived: row.is_archived,
      };
    },

    async append(tx, locked, entries, { membershipChanged = false, title } = {}) {
      const from = locked.seq;
      const upTo = from + entries.length;
      const lastMessage = entries.findLastIndex(({ message }) => message !== undefined);
      const membershipVersion = locked.membershipVersion + (membershipChanged ? 1 : 0);
      const binds = {
        conversation: locked.conversationId,
        entries: JSON.stringify(entries.map(entryRow)),
        from,
        upTo,
        membershipVersion,
        lastMessageSeq: lastMessage < 0 ? null : from + lastMessage + 1,
        title: title ?? null,
        rev: entries.some(({ kind }) => (ownFields as readonly LogKind[]).includes(kind)) ? upTo : null,
      };
      const rows = await db.query<{ at: string }>(appendSql, binds, tx);
      if (rows.length !== entries.length)
        throw new Error('the head moved under the lock: append only to what was locked');
      const after = { ...locked, seq: upTo, membershipVersion, title: title ?? locked.title };
      return { locked: after, from, upTo, at: rows.map(({ at }) => at) };
    },
  };
}

const entryRow = ({ kind, actorId, userId, messageId, message }: LogEntry, index: number) => ({
  place: index + 1,
  kind,
  message_id: message?.id ?? messageId ?? null,
  user_id: userId ?? null,
  actor_id: actorId,
  fresh: message !== undefined,
  message_kind: message?.kind,
  content: message?.content,
  event: message?.event,
  mac: message?.requestMac?.toString('hex'),
  composed_at: message?.composedAt,
});
