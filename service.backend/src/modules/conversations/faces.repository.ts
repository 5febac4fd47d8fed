import type { User } from '@parley/shared/models/user.ts';
import type { Database, Tx } from '../../database/connection.ts';
import { groupBy } from '../log/group-by.ts';

/** A line of the list, and whom its last message names. */
interface Line {
  readonly conversationId: string;
  readonly named: readonly string[];
}

// The first few who are in, and whoever the line's last message names, present or not.
const facesSql = `
  WITH lines AS (SELECT * FROM json_to_recordset($lines::json) AS l(conversation_id uuid, named uuid[])),
  shown AS (
    SELECT l.conversation_id, first.user_id FROM lines l CROSS JOIN LATERAL (
      SELECT p.user_id FROM participants p
      WHERE p.conversation_id = l.conversation_id AND p.left_seq IS NULL AND p.user_id <> $userId
      ORDER BY p.joined_seq, p.user_id LIMIT 4
    ) AS first
    UNION
    SELECT l.conversation_id, named.user_id FROM lines l CROSS JOIN LATERAL unnest(l.named) AS named(user_id)
    WHERE named.user_id <> $userId
  )
  SELECT s.conversation_id, u.id, u.username, u.display_name AS "displayName", u.version
  FROM shown s JOIN users u ON u.id = s.user_id ORDER BY s.conversation_id, u.username`;

/** Whom a line of the conversation list shows, in one statement for all lines. */
export function createFacesRepository(db: Database) {
  return {
    async of(userId: string, lines: readonly Line[], tx?: Tx): Promise<ReadonlyMap<string, readonly User[]>> {
      if (lines.length === 0) return new Map();
      const asked = lines.map(({ conversationId, named }) => ({ conversation_id: conversationId, named }));
      const rows = await db.query<User & { conversation_id: string }>(
        facesSql,
        { userId, lines: JSON.stringify(asked) },
        tx,
      );
      return groupBy(rows, (row) => row.conversation_id);
    },
  };
}
