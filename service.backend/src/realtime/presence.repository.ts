import { limits } from '@parley/shared/limits.ts';
import type { Presence } from '@parley/shared/models/user.ts';
import type { Database } from '../database/connection.ts';

/** Whose sockets are held where, and who may know. */
export interface PresenceRepository {
  arrive(nodeId: string, userIds: readonly string[]): Promise<void>;
  leave(nodeId: string, userIds: readonly string[]): Promise<void>;
  /** How these people are now, but for those whom a living node other than this one holds: nothing changed for them. */
  changed(nodeId: string, userIds: readonly string[]): Promise<Presence[]>;
  /** Who is online and shares a conversation with whom of these people (himself among them). */
  watchers(userIds: readonly string[]): Promise<{ userId: string; watcherId: string }[]>;
  /** Those who share a conversation with this one, the online ones first. */
  around(userId: string): Promise<Presence[]>;
}

const living =
  'JOIN nodes n ON n.id = nu.node_id AND n.heartbeat_at > clock_timestamp() - make_interval(secs => $seconds::float8)';

const changed = `
  SELECT u.id AS "userId", u.last_seen_at AS "lastSeenAt", u.version,
         EXISTS (SELECT 1 FROM node_users nu ${living} WHERE nu.user_id = u.id) AS online
  FROM users u WHERE u.id = ANY($ids::uuid[])
    AND NOT EXISTS (SELECT 1 FROM node_users nu ${living} WHERE nu.user_id = u.id AND nu.node_id <> $nodeId)`;

const watchers = `
  SELECT changed.id AS "userId", watcher.id AS "watcherId"
  FROM unnest($ids::uuid[]) AS changed (id) CROSS JOIN LATERAL (
    SELECT DISTINCT other.user_id AS id
    FROM participants mine JOIN participants other ON other.conversation_id = mine.conversation_id
    WHERE mine.user_id = changed.id AND mine.left_seq IS NULL AND other.left_seq IS NULL
      AND EXISTS (SELECT 1 FROM node_users nu ${living} WHERE nu.user_id = other.user_id)
    LIMIT $most
  ) AS watcher`;

const around = `
  SELECT u.id AS "userId", u.last_seen_at AS "lastSeenAt", u.version, held.online
  FROM (
    SELECT DISTINCT other.user_id
    FROM participants mine JOIN participants other ON other.conversation_id = mine.conversation_id
    WHERE mine.user_id = $userId AND other.user_id <> $userId AND mine.left_seq IS NULL AND other.left_seq IS NULL
  ) AS known JOIN users u ON u.id = known.user_id
  CROSS JOIN LATERAL (
    SELECT EXISTS (SELECT 1 FROM node_users nu ${living} WHERE nu.user_id = u.id) AS online
  ) AS held
  ORDER BY held.online DESC, u.last_seen_at DESC NULLS LAST, u.id LIMIT $most`;

/** Reads and writes through SQL; a node counts as living for `deadAfter` ms after its last beat. */
export function createPresenceRepository(db: Pick<Database, 'query'>, deadAfter: number): PresenceRepository {
  const [seconds, most] = [deadAfter / 1_000, limits.presences];
  return {
    async arrive(nodeId, ids) {
      await db.query(
        'INSERT INTO node_users (node_id, user_id) SELECT $nodeId, unnest($ids::uuid[]) ON CONFLICT DO NOTHING',
        { nodeId, ids: [...ids] },
      );
    },
    async leave(nodeId, ids) {
      await db.query(
        `WITH gone AS (DELETE FROM node_users WHERE node_id = $nodeId AND user_id = ANY($ids::uuid[]) RETURNING user_id)
         UPDATE users SET last_seen_at = clock_timestamp() FROM gone WHERE id = gone.user_id AND erased_at IS NULL`,
        { nodeId, ids: [...ids] },
      );
    },
    changed: (nodeId, ids) => db.query<Presence>(changed, { nodeId, ids: [...ids], seconds }),
    watchers: (ids) => db.query<{ userId: string; watcherId: string }>(watchers, { ids: [...ids], seconds, most }),
    around: (userId) => db.query<Presence>(around, { userId, seconds, most }),
  };
}
