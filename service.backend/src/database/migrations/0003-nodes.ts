/** Which processes live, and whose sockets they hold: presence survives a process that dies without a word. */
export const up = `
  CREATE TABLE nodes (
    id            uuid        PRIMARY KEY,
    heartbeat_at  timestamptz NOT NULL DEFAULT clock_timestamp()
  );
  CREATE TABLE node_users (
    node_id  uuid NOT NULL REFERENCES nodes ON DELETE CASCADE,
    user_id  uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    PRIMARY KEY (node_id, user_id)
  );
  CREATE INDEX node_users_by_user ON node_users (user_id);
`;
