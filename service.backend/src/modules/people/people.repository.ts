import type { User } from '@parley/shared/models/user.ts';
import type { Database } from '../../database/connection.ts';

const user = `u.id, u.username, u.display_name AS "displayName", u.version`;

/** Other people, as far as one may know of them. */
export function createPeopleRepository(db: Database) {
  return {
    /** Those whose username begins so, the exact one first. `prefix` holds no other characters than usernames do. */
    async find(prefix: string, limit: number): Promise<User[]> {
      return db.query<User>(
        `SELECT ${user} FROM users u WHERE u.username LIKE $pattern AND u.erased_at IS NULL
         ORDER BY u.username <> $prefix, u.username LIMIT $limit`,
        { pattern: `${prefix.replaceAll('_', '\\_')}%`, prefix, limit },
      );
    },

    /** Someone who is or was in a conversation that `viewerId` is in, or `viewerId` himself; else null. */
    async known(viewerId: string, userId: string): Promise<User | null> {
      const [row] = await db.query<User>(
        `SELECT ${user} FROM users u
         WHERE u.id = $userId AND ($userId::uuid = $viewerId::uuid OR EXISTS (
           SELECT FROM participants mine JOIN participants theirs USING (conversation_id)
           WHERE mine.user_id = $viewerId AND mine.left_seq IS NULL AND theirs.user_id = $userId))`,
        { viewerId, userId },
      );
      return row ?? null;
    },
  };
}
