import type { Participant, Role } from '@parley/shared/models/conversation.ts';
import type { Database, Tx } from '../../database/connection.ts';
import { type ParticipantRow, participantColumns, toParticipant } from '../log/participant.row.ts';

/** Where one stands in a conversation: in it, or out of it since `leftSeq`. */
export interface Participation {
  readonly role: Role;
  readonly joinedSeq: number;
  readonly leftSeq: number | null;
}

/** Those who are or were in conversations. */
export function createParticipantsRepository(db: Database) {
  return {
    /** Everybody who is or was in, in the order they joined. */
    async participantsOf(conversationId: string, tx?: Tx): Promise<Participant[]> {
      const rows = await db.query<ParticipantRow>(
        `SELECT ${participantColumns('p', 'u')} FROM participants p JOIN users u ON u.id = p.user_id
         WHERE p.conversation_id = $conversationId ORDER BY p.joined_seq, u.username`,
        { conversationId },
        tx,
      );
      return rows.map(toParticipant);
    },

    async participationOf(conversationId: string, userId: string, tx?: Tx): Promise<Participation | null> {
      const [row] = await db.query<Participation>(
        `SELECT role, joined_seq AS "joinedSeq", left_seq AS "leftSeq" FROM participants
         WHERE conversation_id = $conversationId AND user_id = $userId`,
        { conversationId, userId },
        tx,
      );
      return row ?? null;
    },

    /** Whether somebody is in a conversation now. */
    async isIn(conversationId: string, userId: string): Promise<boolean> {
      const rows = await db.query(
        'SELECT FROM participants WHERE conversation_id = $conversationId AND user_id = $userId AND left_seq IS NULL',
        { conversationId, userId },
      );
      return rows.length > 0;
    },

    /** Of these people, those who are in; and how many there are in all. */
    async presentAmong(conversationId: string, userIds: readonly string[], tx: Tx) {
      const rows = await db.query<{ userId: string }>(
        'SELECT user_id AS "userId" FROM participants WHERE conversation_id = $conversationId AND left_seq IS NULL',
        { conversationId },
        tx,
      );
      const present = new Set(rows.map(({ userId }) => userId));
      return { count: present.size, among: new Set(userIds.filter((id) => present.has(id))) };
    },

    /** Whether somebody else who is in holds this role. */
    async hasOther(conversationId: string, userId: string, role: Role | null, tx: Tx): Promise<boolean> {
      const rows = await db.query(
        `SELECT FROM participants WHERE conversation_id = $conversationId AND left_seq IS NULL AND user_id <> $userId
           AND ($role::text IS NULL OR role = $role::text) LIMIT 1`,
        { conversationId, userId, role },
        tx,
      );
      return rows.length > 0;
    },

    /** Each enters at a number of his own. Who was in before begins anew: another membership, another sight. */
    async enter(conversationId: string, entrants: readonly { userId: string; role: Role; seq: number }[], tx: Tx) {
      await db.query(
        `INSERT INTO participants
           (conversation_id, user_id, role, joined_seq, visible_from_seq, delivered_seq, read_seq, rev)
         SELECT c.id, e.user_id, e.role, e.seq, CASE c.history_policy WHEN 'full' THEN c.purged_below_seq ELSE e.seq END, e.seq, e.seq, e.seq
         FROM conversations c
         CROSS JOIN json_to_recordset($entrants::json) AS e(user_id uuid, role text, seq bigint)
         WHERE c.id = $conversationId
         ON CONFLICT (conversation_id, user_id) DO UPDATE SET
           role = EXCLUDED.role, joined_seq = EXCLUDED.joined_seq, left_seq = NULL,
           visible_from_seq = EXCLUDED.visible_from_seq, delivered_seq = EXCLUDED.delivered_seq,
           read_seq = EXCLUDED.read_seq, unread_mark_seq = NULL, archived_seq = NULL, rev = EXCLUDED.rev, row_version = participants.row_version + 1`,
        {
          conversationId,
          entrants: JSON.stringify(entrants.map(({ userId, role, seq }) => ({ user_id: userId, role, seq }))),
        },
        tx,
      );
    },

    async leave(conversationId: string, userId: string, seq: number, tx: Tx): Promise<void> {
      await db.query(
        `UPDATE participants SET left_seq = $seq::bigint, rev = $seq::bigint, row_version = row_version + 1
         WHERE conversation_id = $conversationId AND user_id = $userId`,
        { conversationId, userId, seq },
        tx,
      );
    },

    async setRole(conversationId: string, userId: string, { role, seq }: { role: Role; seq: number }, tx: Tx) {
      await db.query(
        `UPDATE participants SET role = $role, rev = $seq, row_version = row_version + 1
         WHERE conversation_id = $conversationId AND user_id = $userId`,
        { conversationId, userId, role, seq },
        tx,
      );
    },
  };
}

export type ParticipantsRepository = ReturnType<typeof createParticipantsRepository>;
