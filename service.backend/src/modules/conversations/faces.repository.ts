import { limits } from '@parley/shared/limits.ts';
import type { User } from '@parley/shared/models/user.ts';
import type { Database, Tx } from '../../database/connection.ts';
import { groupBy } from '../log/group-by.ts';

/** A line of somebody's list, and whom its last message names. */
interface Line {
  readonly userId: string;
  readonly conversationId: string;
  readonly named: readonly string[];
}

// The first few who are in, as they came, and after them whoever the line's last message names beside them, present or not.
const facesSql = `
  WITH lines AS (SELECT * FROM json_to_recordset($lines::json) AS l(nth int, user_id uuid, conversation_id uuid, named uuid[])),
  candidates AS (
    SELECT l.nth, first.user_id, first.place FROM lines l CROSS JOIN LATERAL (
      SELECT p.user_id, row_number() OVER (ORDER BY p.joined_seq, p.user_id) AS place FROM participants p
      WHERE p.conversation_id = l.conversation_id AND p.left_seq IS NULL AND p.user_id <> l.user_id
      ORDER BY p.joined_seq, p.user_id LIMIT ${limits.lineFaces}
    ) AS first
    UNION ALL
    SELECT l.nth, named.user_id, ${limits.lineFaces + 1} FROM lines l CROSS JOIN LATERAL unnest(l.named) AS named(user_id)
    WHERE named.user_id <> l.user_id
  ), shown AS (
    SELECT c.nth, c.user_id, min(c.place) AS place FROM candidates c GROUP BY c.nth, c.user_id
  )
  SELECT s.nth, u.id, u.username, u.display_name AS "displayName", u.version
  FROM shown s JOIN users u ON u.id = s.user_id ORDER BY s.nth, s.place, u.username`;

/** Whom lines of conversation lists show, in the order of the lines and in one statement for all. */
export function createFacesRepository(db: Database) {
  return {
    async of(lines: readonly Line[], tx?: Tx): Promise<readonly (readonly User[])[]> {
      if (lines.length === 0) return [];
      const asked = lines.map(({ userId, conversationId, named }, nth) => ({
        nth,
        user_id: userId,
        conversation_id: conversationId,
        named,
      }));
      const rows = await db.query<User & { nth: number }>(facesSql, { lines: JSON.stringify(asked) }, tx);
      const faces = groupBy(rows, (row) => row.nth);
      return lines.map((_line, nth) => (faces.get(nth) ?? []).map(({ nth: _, ...user }) => user));
    },
  };
}
