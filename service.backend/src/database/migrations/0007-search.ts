/**
 * What search looks at, beside the messages: what one tokenizer made of each content. The database splits, folds and
 * stems nothing itself, so that a device which searches what it holds finds the same.
 */
export const up = `
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE EXTENSION IF NOT EXISTS btree_gin;

  CREATE TABLE message_search (                        -- a row for each message that has something to find
    conversation_id  uuid        NOT NULL,
    seq              bigint      NOT NULL,
    sender_id        uuid        NOT NULL,
    created_at       timestamptz NOT NULL,
    version          smallint    NOT NULL,             -- of the tokenizer: another one's rows are written anew
    lexemes          tsvector    NOT NULL,             -- words, stems, pairs of dense scripts, flags such as has:link
    folded           text        NOT NULL,             -- for parts of words, by their trigrams
    PRIMARY KEY (conversation_id, seq),
    FOREIGN KEY (conversation_id, seq) REFERENCES messages (conversation_id, seq) ON DELETE CASCADE
  );
  -- The conversation stands in the index beside the words: what others wrote elsewhere costs no time, and tells nothing.
  CREATE INDEX message_search_words ON message_search USING gin (conversation_id, lexemes, folded gin_trgm_ops);
  CREATE INDEX message_search_newest ON message_search (created_at DESC, conversation_id DESC, seq DESC);

  CREATE TABLE search_progress (                       -- how far what was there before has been made findable
    only_row         boolean  PRIMARY KEY DEFAULT true CHECK (only_row),
    walk             smallint NOT NULL DEFAULT 0,      -- the version of the tokenizer with which the walk began
    conversation_id  uuid,                             -- the last message looked at, null before the first
    seq              bigint   NOT NULL DEFAULT 0,
    version          smallint NOT NULL DEFAULT 0       -- all of it is there, as this version of the tokenizer has it
  );
  INSERT INTO search_progress DEFAULT VALUES;
`;
