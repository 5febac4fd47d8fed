import type { Database, Tx } from '../../database/connection.ts';

/** A session of one's own, as the table has it. */
export interface OwnSessionRow {
  readonly id: string;
  readonly userAgent: string;
  readonly createdAt: string;
  readonly seenAt: string;
}

/** A session that is good now. */
export interface SessionRow {
  readonly id: string;
  readonly userId: string;
  readonly isStale: boolean;
}

// The database's clock decides, so that no node's wrong clock prolongs or ends a session. The function that finds them says the same.
const valid = `expires_at > clock_timestamp() AND seen_at > clock_timestamp() - interval '12 hours'`;

// Nobody looks through more; those that are not listed end with the others all the same.
const mostListed = 100;

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

    /** Those of one person, this one first, then as they were last used. */
    list: (userId: string, thisId: string): Promise<OwnSessionRow[]> =>
      db.query<OwnSessionRow>(
        `SELECT id, user_agent AS "userAgent", created_at AS "createdAt", seen_at AS "seenAt" FROM sessions
         WHERE user_id = $userId AND ${valid} ORDER BY id = $thisId DESC, seen_at DESC, id LIMIT ${mostListed}`,
        { userId, thisId },
      ),

    /**
     * From here to the end of the transaction no other session of his changes which there are. False where this one is over:
     * asked in a second statement, because the first may have waited for the one that ended it.
     */
    async hold(userId: string, sessionId: string, tx: Tx): Promise<boolean> {
      await db.query('SELECT FROM users WHERE id = $userId FOR NO KEY UPDATE', { userId }, tx);
      const sql = `SELECT FROM sessions WHERE id = $sessionId AND user_id = $userId AND ${valid}`;
      return (await db.query(sql, { userId, sessionId }, tx)).length > 0;
    },

    /** Ends one that is his. False where he has none of this name. */
    async removeOwn(userId: string, id: string, tx: Tx): Promise<boolean> {
      const sql = 'DELETE FROM sessions WHERE id = $id AND user_id = $userId RETURNING id';
      return (await db.query(sql, { userId, id }, tx)).length > 0;
    },

    /** Ends all of his but this one. Returns who ended. */
    async removeOthers(userId: string, thisId: string, tx: Tx): Promise<string[]> {
      const sql = 'DELETE FROM sessions WHERE user_id = $userId AND id <> $thisId RETURNING id';
      return (await db.query<{ id: string }>(sql, { userId, thisId }, tx)).map(({ id }) => id);
    },

    /** The same session under another token and another name: what had the old ones has nothing. When it ends stays. */
    async rename(id: string, next: { idHash: Buffer; nextId: string }, tx: Tx): Promise<void> {
      await db.query(
        'UPDATE sessions SET id_hash = $idHash, id = $nextId, seen_at = clock_timestamp() WHERE id = $id',
        { id, ...next },
        tx,
      );
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
