/**
 * How long messages are kept. Old ones move to a store of their own: written once, in the order of their numbers, without
 * room for changes, so that what is written and read all day stays small. Whoever reads messages reads `all_messages`,
 * whichever of the two they are in; a column that messages get, the archive and this view get too.
 */
export const up = `
  ALTER TABLE conversations ADD COLUMN retention_own boolean NOT NULL DEFAULT false;   -- else the instance's rule counts
  ALTER TABLE conversations ADD COLUMN archive_after_days int CHECK (archive_after_days > 0);
  ALTER TABLE conversations ADD COLUMN delete_after_days int CHECK (delete_after_days > 0);
  ALTER TABLE conversations ADD COLUMN purged_below_seq bigint NOT NULL DEFAULT 0;     -- nothing is left below this number

  CREATE INDEX conversations_with_own_retention ON conversations (id) WHERE retention_own;

  CREATE TABLE instance_retention (
    only_row            boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    archive_after_days  int CHECK (archive_after_days > 0),
    delete_after_days   int CHECK (delete_after_days > 0),
    changed_by          uuid REFERENCES users,
    changed_at          timestamptz
  );
  INSERT INTO instance_retention DEFAULT VALUES;

  CREATE TABLE archived_messages (
    conversation_id  uuid        NOT NULL REFERENCES conversations ON DELETE CASCADE,
    id               uuid        NOT NULL,
    seq              bigint      NOT NULL,
    rev              bigint      NOT NULL,
    version          int         NOT NULL,
    kind             text        NOT NULL,
    sender_id        uuid        NOT NULL,            -- asked for when it was written; asking again for each costs the lock's time
    content          text,
    event            jsonb,
    request_mac      bytea,
    created_at       timestamptz NOT NULL,
    composed_at      timestamptz,
    edited_at        timestamptz,
    deleted_at       timestamptz,
    PRIMARY KEY (conversation_id, seq)
  ) WITH (fillfactor = 100);
  CREATE INDEX archived_messages_by_id ON archived_messages USING hash (id);          -- a fifth of what a tree would take

  CREATE TABLE removed_messages (                     -- what retention leaves of a message: a late retry is recognised by it
    conversation_id  uuid        NOT NULL REFERENCES conversations ON DELETE CASCADE,
    id               uuid        NOT NULL,
    seq              bigint      NOT NULL,
    sender_id        uuid        NOT NULL,
    request_mac      bytea,
    created_at       timestamptz NOT NULL
  ) WITH (fillfactor = 100);
  CREATE INDEX removed_messages_by_id ON removed_messages USING hash (id);

  CREATE VIEW all_messages AS
    SELECT conversation_id, id, seq, rev, version, kind, sender_id, content, event, request_mac, created_at, composed_at,
      edited_at, deleted_at FROM messages
    UNION ALL
    SELECT conversation_id, id, seq, rev, version, kind, sender_id, content, event, request_mac, created_at, composed_at,
      edited_at, deleted_at FROM archived_messages;

  CREATE VIEW said AS                                 -- every id that ever named a message
    SELECT conversation_id, id, sender_id, request_mac FROM messages
    UNION ALL SELECT conversation_id, id, sender_id, request_mac FROM archived_messages
    UNION ALL SELECT conversation_id, id, sender_id, request_mac FROM removed_messages;

  CREATE TABLE retention_entries (                    -- what retention did: one row a run and conversation, kept for good
    run_id              uuid        NOT NULL,
    conversation_id     uuid        NOT NULL REFERENCES conversations ON DELETE CASCADE,
    archive_after_days  int,
    delete_after_days   int,
    archived            bigint      NOT NULL DEFAULT 0,
    removed             bigint      NOT NULL DEFAULT 0,
    purged_below_seq    bigint      NOT NULL,
    began_at            timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at            timestamptz,
    PRIMARY KEY (run_id, conversation_id)
  );
  CREATE INDEX retention_entries_open ON retention_entries (conversation_id) WHERE ended_at IS NULL;
  CREATE INDEX retention_entries_newest ON retention_entries (began_at DESC, conversation_id DESC);

  -- A message that moves takes its revisions and what search knows of it along: both refer to its number, wherever it is.
  ALTER TABLE message_search DROP CONSTRAINT message_search_conversation_id_seq_fkey;
  ALTER TABLE message_search ADD FOREIGN KEY (conversation_id) REFERENCES conversations ON DELETE CASCADE;
  ALTER TABLE message_revisions DROP CONSTRAINT message_revisions_conversation_id_message_id_fkey;
  ALTER TABLE message_revisions ADD FOREIGN KEY (conversation_id) REFERENCES conversations ON DELETE CASCADE;

  -- The highest number whose moment is before this one, or 0. Moments never fall as numbers rise, so it is found by halving.
  CREATE FUNCTION last_seq_before(target uuid, moment timestamptz) RETURNS bigint LANGUAGE plpgsql STABLE AS $body$
  DECLARE
    low bigint := 0;
    high bigint;
    middle bigint;
  BEGIN
    SELECT c.seq INTO high FROM conversations c WHERE c.id = target;
    WHILE low < high LOOP
      middle := (low + high + 1) / 2;
      -- What is cut off the log is older than all that is left.
      IF COALESCE((SELECT l.at FROM changes l WHERE l.conversation_id = target AND l.seq = middle), '-infinity') < moment
      THEN low := middle; ELSE high := middle - 1; END IF;
    END LOOP;
    RETURN low;
  END
  $body$;
`;
