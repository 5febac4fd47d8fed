import type { Message } from '@parley/shared/models/message.ts';
import type { Stems } from '@parley/shared/search/stems.ts';
import type { Database, Tx } from '../../database/connection.ts';
import { type MessageRow, messageColumns, toMessage } from '../log/message.row.ts';
import { createSearchRows } from '../search/search-rows.repository.ts';
import { type Append, createAppend } from './append.repository.ts';
import type { Kept } from './draft.ts';

/** The membership of one who is in the conversation: which one it is, and from where on he may see. */
export interface Membership {
  readonly joinedSeq: number;
  readonly visibleFromSeq: number;
}

/** A membership, and which numbers of the conversation's log there are. */
interface Place extends Membership {
  readonly head: number;
  readonly logFloor: number;
}

/** A message of mine as a replay finds it: with the head, and with my membership if I am still in. */
interface OwnMessage extends Kept {
  readonly head: number;
  readonly membership: Membership | null;
}

/** The rows of messages, and where somebody stands who asks for them. */
export interface MessageRepository {
  /** My message under that id, whether or not I am still in; nobody else's. */
  findOwn(conversationId: string, id: string, userId: string): Promise<OwnMessage | null>;
  /** null for who is not in it. */
  membership(conversationId: string, userId: string, tx?: Tx): Promise<Membership | null>;
  /** The same with the two ends of the log, in one statement. */
  place(tx: Tx, conversationId: string, userId: string): Promise<Place | null>;
  readonly append: Append;
  find(tx: Tx, conversationId: string, id: string): Promise<Message | null>;
  /** Puts new content in place of the old, which becomes a revision. */
  edit(tx: Tx, message: Message, content: string, rev: number, at: string): Promise<void>;
  /** Erases content and revisions; the place stays. */
  erase(tx: Tx, message: Message, rev: number, at: string): Promise<void>;
}

interface OwnRow extends MessageRow {
  readonly request_mac: Buffer | null;
  readonly head: number;
  readonly joined_seq: number | null;
  readonly visible_from_seq: number | null;
}

// Who is out learns nothing of what goes on there since, not even how far it has come.
const ownSql = `
  SELECT ${messageColumns('m')}, m.request_mac, COALESCE(p.left_seq, c.seq) AS head,
    CASE WHEN p.left_seq IS NULL THEN p.joined_seq END AS joined_seq, p.visible_from_seq
  FROM (
    SELECT * FROM all_messages WHERE conversation_id = $conversation AND id = $id
    UNION ALL
    -- Of what retention removed there is nothing to see; that it was said is known.
    SELECT conversation_id, id, seq, seq, 1, 'text', sender_id, NULL, NULL, request_mac, created_at, NULL, NULL, NULL
    FROM removed_messages WHERE conversation_id = $conversation AND id = $id
  ) AS m
  JOIN conversations c ON c.id = m.conversation_id
  LEFT JOIN participants p ON p.conversation_id = m.conversation_id AND p.user_id = $user
  WHERE m.sender_id = $user`;

const membershipSql = `
  SELECT joined_seq AS "joinedSeq", visible_from_seq AS "visibleFromSeq" FROM participants
  WHERE conversation_id = $conversation AND user_id = $user AND left_seq IS NULL`;

const placeSql = `
  SELECT c.seq AS head, c.log_floor AS "logFloor", p.joined_seq AS "joinedSeq", p.visible_from_seq AS "visibleFromSeq"
  FROM conversations c JOIN participants p ON p.conversation_id = c.id
  WHERE c.id = $conversation AND p.user_id = $user AND p.left_seq IS NULL`;

/** Messages one by one, with what makes them findable; pages of them are read elsewhere. */
export function createMessageRepository(db: Database, stems: Stems): MessageRepository {
  const searched = createSearchRows(db, stems);

  return {
    append: createAppend(db, stems),

    async findOwn(conversationId, id, userId) {
      const [row] = await db.query<OwnRow>(ownSql, { conversation: conversationId, id, user: userId });
      if (!row) return null;
      const { joined_seq: joinedSeq, visible_from_seq: visibleFromSeq } = row;
      const membership = joinedSeq === null || visibleFromSeq === null ? null : { joinedSeq, visibleFromSeq };
      return { message: toMessage(row), requestMac: row.request_mac, head: row.head, membership };
    },

    async membership(conversationId, userId, tx) {
      const binds = { conversation: conversationId, user: userId };
      const [row] = await db.query<Membership>(membershipSql, binds, tx);
      return row ?? null;
    },

    async place(tx, conversationId, userId) {
      const [row] = await db.query<Place>(placeSql, { conversation: conversationId, user: userId }, tx);
      return row ?? null;
    },

    async find(tx, conversationId, id) {
      const sql = `SELECT ${messageColumns('m')} FROM all_messages m WHERE m.conversation_id = $conversation AND m.id = $id`;
      const [row] = await db.query<MessageRow>(sql, { conversation: conversationId, id }, tx);
      return row ? toMessage(row) : null;
    },

    async edit(tx, message, content, rev, at) {
      const sql = `
        WITH before AS (
          INSERT INTO message_revisions (conversation_id, message_id, version, content, at)
          SELECT conversation_id, id, version, content, $at FROM all_messages
          WHERE conversation_id = $conversation AND id = $id
        ), archived AS (
          UPDATE archived_messages SET content = $content, version = version + 1, rev = $rev, edited_at = $at
          WHERE conversation_id = $conversation AND seq = $seq
        )
        UPDATE messages SET content = $content, version = version + 1, rev = $rev, edited_at = $at
        WHERE conversation_id = $conversation AND id = $id`;
      await db.query(
        sql,
        { conversation: message.conversationId, id: message.id, seq: message.seq, content, rev, at },
        tx,
      );
      await searched.put(tx, message.conversationId, [{ ...message, content, editedAt: at }]);
    },

    async erase(tx, message, rev, at) {
      const sql = `
        WITH forgotten AS (
          DELETE FROM message_revisions WHERE conversation_id = $conversation AND message_id = $id
        ), archived AS (
          UPDATE archived_messages SET content = NULL, rev = $rev, deleted_at = $at
          WHERE conversation_id = $conversation AND seq = $seq
        )
        UPDATE messages SET content = NULL, rev = $rev, deleted_at = $at
        WHERE conversation_id = $conversation AND id = $id`;
      await db.query(sql, { conversation: message.conversationId, id: message.id, seq: message.seq, rev, at }, tx);
      await searched.put(tx, message.conversationId, [{ ...message, content: null }]);
    },
  };
}
