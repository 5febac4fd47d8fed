/** People and their sessions. A session's id is kept as a hash only: a stolen table opens nothing. */
export const up = `
  CREATE TABLE users (
    id             uuid        PRIMARY KEY,
    username       text        NOT NULL UNIQUE CHECK (username = lower(username)),
    display_name   text        NOT NULL,
    email          text        NOT NULL,             -- not verified, hence not unique
    password_hash  text        NOT NULL,             -- PHC string, argon2id
    version        int         NOT NULL DEFAULT 1,   -- counts changes of what others see
    last_seen_at   timestamptz,
    created_at     timestamptz NOT NULL DEFAULT clock_timestamp()
  );
  CREATE INDEX users_by_username_prefix ON users (username text_pattern_ops);

  CREATE TABLE sessions (
    id_hash     bytea       PRIMARY KEY,             -- SHA-256 of the cookie's value
    id          uuid        NOT NULL UNIQUE,         -- names the session where it is not a secret: sockets, logs
    user_id     uuid        NOT NULL REFERENCES users ON DELETE CASCADE,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    seen_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at  timestamptz NOT NULL,
    user_agent  text        NOT NULL DEFAULT ''
  );
  CREATE INDEX sessions_by_user ON sessions (user_id);
  CREATE INDEX sessions_by_expiry ON sessions (expires_at);
`;
