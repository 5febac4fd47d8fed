import type { Database } from '../database/connection.ts';

/** Which processes live. All by the database's clock: the processes' own may differ by hours. */
export interface NodesRepository {
  /** This node lives. True when it was not on the list: at its start, or because the others took it for dead. */
  beat(nodeId: string): Promise<boolean>;
  /** Takes the dead off the list and answers how many they were, and whose sockets they held. */
  buryDead(deadAfter: number): Promise<{ dead: number; userIds: string[] }>;
  leave(nodeId: string): Promise<void>;
}

const beat = `
  INSERT INTO nodes (id) VALUES ($nodeId)
  ON CONFLICT (id) DO UPDATE SET heartbeat_at = clock_timestamp()
  RETURNING xmax = 0 AS fresh`;

// Of several nodes that notice, one does it: the row's lock decides.
const bury = `
  WITH dead AS (
    SELECT id, heartbeat_at FROM nodes
    WHERE heartbeat_at < clock_timestamp() - make_interval(secs => $seconds::float8)
    FOR UPDATE SKIP LOCKED
  ), held AS (
    DELETE FROM node_users USING dead WHERE node_id = dead.id RETURNING user_id, dead.heartbeat_at
  ), seen AS (
    UPDATE users SET last_seen_at = held.heartbeat_at FROM (
      SELECT user_id, max(heartbeat_at) AS heartbeat_at FROM held GROUP BY user_id
    ) AS held WHERE users.id = held.user_id AND users.erased_at IS NULL
      AND held.heartbeat_at > COALESCE(users.last_seen_at, '-infinity')
  ), buried AS (
    DELETE FROM nodes USING dead WHERE nodes.id = dead.id RETURNING nodes.id
  )
  SELECT (SELECT count(*)::int FROM buried) AS dead, array(SELECT DISTINCT user_id::text FROM held) AS "userIds"`;

/** Reads and writes through SQL. */
export function createNodesRepository(db: Pick<Database, 'query'>): NodesRepository {
  return {
    async beat(nodeId) {
      const [row] = await db.query<{ fresh: boolean }>(beat, { nodeId });
      return row?.fresh === true;
    },
    async buryDead(deadAfter) {
      const [row] = await db.query<{ dead: number; userIds: string[] }>(bury, { seconds: deadAfter / 1_000 });
      return row ?? { dead: 0, userIds: [] };
    },
    async leave(nodeId) {
      await db.query('DELETE FROM nodes WHERE id = $nodeId', { nodeId });
    },
  };
}
