import type { Database, Tx } from '../../database/connection.ts';

/** A session that is good now. */
export interface SessionRow {
  readonly id: string;
  readonly userId: string;
  readonly isStale: boolean;
}

// The database's clock decides, so that no node's wrong clock prolongs or ends a session. The function that finds them says the same.
const valid = `expires_at > clock_timestamp() AND seen_at > clock_timestamp() - interval '12 hours'`;

/** Sessions, found by the hash of their token alone. */
export function createSessionRepository(db: Database) {
  return {
    async insert(session: { idHash: Buffer; id: string; userId: string; userAgent: string }, tx: Tx): Promise<void> {
      await db.query(
        `INSERT INTO sessions (id_hash, id, user_id, user_agent, expires_at)
         VALUES ($idHash, $id, $userId, $userAgent, clock_timestamp() + interval '14 days')`,
        session,
        tx,
      );
      await db.query(
        'INSERT INTO people_days (day, user_id) VALUES (current_date, $userId) ON CONFLICT DO NOTHING',
        { userId: session.userId },
        tx,
      );
    },

    /** Those that are good now, by the hash of their token in hexadecimal. */
    async find(idHashes: readonly Buffer[]): Promise<ReadonlyMap<string, SessionRow>> {
      const hashes = idHashes.map((hash) => hash.toString('hex'));
      const rows = await db.query<SessionRow & { hash: string }>('SELECT * FROM find_sessions($hashes::text[])', {
        hashes,
      });
      return new Map(rows.map(({ hash, ...session }) => [hash, session]));
    },

    /** Their owners were there just now. One that is over stays over; one seen within the minute is not written again. */
    async touch(ids: readonly string[]): Promise<void> {
      await db.query(
        `WITH touched AS (UPDATE sessions SET seen_at = clock_timestamp()
           WHERE id = ANY($ids::uuid[]) AND seen_at < clock_timestamp() - interval '1 minute' AND ${valid}
           RETURNING user_id)
         INSERT INTO people_days (day, user_id) SELECT DISTINCT current_date, user_id FROM touched
         ON CONFLICT DO NOTHING`,
        { ids },
      );
    },

    async remove(id: string): Promise<void> {
      await db.query('DELETE FROM sessions WHERE id = $id', { id });
    },

    /** Ends the one of this token, whosever it is, and forgets those of this user that ran out. Returns who ended. */
    async replace(userId: string, idHash: Buffer | null, tx: Tx): Promise<string[]> {
      const rows = await db.query<{ id: string }>(
        `DELETE FROM sessions WHERE id_hash = $idHash OR (user_id = $userId AND NOT (${valid})) RETURNING id`,
        { userId, idHash },
        tx,
      );
      return rows.map(({ id }) => id);
    },

    async validAmong(ids: readonly string[]): Promise<string[]> {
      const rows = await db.query<{ id: string }>(`SELECT id FROM sessions WHERE id = ANY($ids::uuid[]) AND ${valid}`, {
        ids,
      });
      return rows.map(({ id }) => id);
    },
  };
}
