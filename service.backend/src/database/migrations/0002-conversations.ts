/**
 * Conversations and their logs. Every durable change takes the next number under the lock of the conversation's row
 * and writes one row of the log. Keys start with the conversation, so that the schema can be spread over several databases.
 */
export const up = `
  CREATE TABLE sync_meta (
    only_row  boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    epoch     uuid    NOT NULL DEFAULT gen_random_uuid(),
    home      text    NOT NULL DEFAULT '',            -- where the epoch was made (see epoch.ts): elsewhere is a restore
    secret    bytea   NOT NULL DEFAULT uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
                                                      -- keys the fingerprints of requests where none is configured
  );
  INSERT INTO sync_meta DEFAULT VALUES;

  CREATE TABLE conversations (
    id                  uuid        PRIMARY KEY,      -- named by the client: a replay collides here
    kind                text        NOT NULL CHECK (kind IN ('direct', 'group')),
    title               text,
    direct_key          text        UNIQUE,           -- both user ids in order: one conversation a pair
    history_policy      text        NOT NULL DEFAULT 'full' CHECK (history_policy IN ('full', 'since_join')),
    created_by          uuid        NOT NULL REFERENCES users,
    created_at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    request_mac         bytea       NOT NULL,         -- of the request that made it: a replay is compared with it
    seq                 bigint      NOT NULL DEFAULT 0,   -- the head of the log
    rev                 bigint      NOT NULL DEFAULT 0,   -- last change of title and the like
    membership_version  int         NOT NULL DEFAULT 0,
    last_message_seq    bigint,
    last_change_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    log_floor           bigint      NOT NULL DEFAULT 0,   -- the log is kept above this number
    CHECK ((kind = 'direct') = (direct_key IS NOT NULL))
    -- no index on any column that a send updates: its updates stay heap-only
  ) WITH (fillfactor = 70);

  CREATE TABLE announced (                            -- apart, because it is written lazily and in batches
    conversation_id  uuid   PRIMARY KEY REFERENCES conversations ON DELETE CASCADE,
    seq              bigint NOT NULL
  );

  CREATE TABLE changes (                              -- THE LOG: one row a number, references, never content
    conversation_id  uuid        NOT NULL REFERENCES conversations ON DELETE CASCADE,
    seq              bigint      NOT NULL,
    kind             text        NOT NULL,            -- message | edit | delete | joined | left | removed | role | renamed | created
    message_id       uuid,
    user_id          uuid,
    actor_id         uuid        NOT NULL,
    at               timestamptz NOT NULL,
    PRIMARY KEY (conversation_id, seq)
  );

  CREATE TABLE participants (                         -- who left stays as a row
    conversation_id   uuid   NOT NULL REFERENCES conversations ON DELETE CASCADE,
    user_id           uuid   NOT NULL REFERENCES users,
    role              text   NOT NULL CHECK (role IN ('owner', 'admin', 'member')),
    joined_seq        bigint NOT NULL,
    left_seq          bigint,
    visible_from_seq  bigint NOT NULL,
    delivered_seq     bigint NOT NULL,
    read_seq          bigint NOT NULL,
    rev               bigint NOT NULL,
    row_version       int    NOT NULL DEFAULT 1,      -- rises with every change of this row
    PRIMARY KEY (conversation_id, user_id),
    CHECK (read_seq <= delivered_seq)
  ) WITH (fillfactor = 80);
  CREATE INDEX participants_by_user ON participants (user_id) WHERE left_seq IS NULL;

  CREATE TABLE messages (
    conversation_id  uuid        NOT NULL REFERENCES conversations ON DELETE CASCADE,
    id               uuid        NOT NULL,            -- named by the client: a replay collides here
    seq              bigint      NOT NULL,            -- numbered by the server, under the lock
    rev              bigint      NOT NULL,
    version          int         NOT NULL DEFAULT 1,
    kind             text        NOT NULL DEFAULT 'text' CHECK (kind IN ('text', 'system')),
    sender_id        uuid        NOT NULL REFERENCES users,
    content          text,                            -- null once deleted, and in system messages
    event            jsonb,                           -- what a system message tells
    request_mac      bytea,                           -- keyed hash of the first request; null in system messages
    created_at       timestamptz NOT NULL,
    edited_at        timestamptz,
    deleted_at       timestamptz,
    PRIMARY KEY (conversation_id, id),
    UNIQUE (conversation_id, seq)                     -- the order, and the index every page is read from
  );

  CREATE TABLE message_revisions (                    -- what stood there before an edit; goes when the message is deleted
    conversation_id  uuid        NOT NULL,
    message_id       uuid        NOT NULL,
    version          int         NOT NULL,
    content          text        NOT NULL,
    at               timestamptz NOT NULL,
    PRIMARY KEY (conversation_id, message_id, version),
    FOREIGN KEY (conversation_id, message_id) REFERENCES messages ON DELETE CASCADE
  );

  CREATE TABLE receipt_advances (                     -- one row an advance, not one a message: "read by Ana at 09:12"
    conversation_id  uuid        NOT NULL,
    user_id          uuid        NOT NULL,
    delivered_seq    bigint      NOT NULL,
    read_seq         bigint      NOT NULL,
    at               timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (conversation_id, user_id, delivered_seq, read_seq)
  );
`;
