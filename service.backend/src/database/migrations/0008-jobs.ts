/**
 * Work that takes longer than a request. The row is the truth, written in the transaction that caused it; what a queue
 * holds is only the hint to look here. Whoever works on it claims it first, so that a job runs once at a time.
 */
export const up = `
  CREATE TABLE jobs (
    id               uuid        PRIMARY KEY,
    kind             text        NOT NULL,
    owner_id         uuid        REFERENCES users ON DELETE CASCADE,   -- who asked for it; null: the instance itself
    conversation_id  uuid        REFERENCES conversations ON DELETE CASCADE,
    input            jsonb       NOT NULL DEFAULT '{}',
    state            text        NOT NULL DEFAULT 'waiting'
                     CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
    done             bigint      NOT NULL DEFAULT 0,  -- how far it has come
    total            bigint,                          -- of how much, as soon as that is known
    result           jsonb,
    attempts         int         NOT NULL DEFAULT 0,
    claim            uuid,                            -- of the run that works on it: another's word counts for nothing
    beat_at          timestamptz,                     -- a run that does not say so any more is over
    hinted_at        timestamptz,                     -- when a queue was last told; null: nobody was
    created_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at         timestamptz
  );
  CREATE INDEX jobs_unfinished ON jobs (created_at) WHERE state IN ('waiting', 'running');
  CREATE INDEX jobs_by_owner ON jobs (owner_id, kind, created_at);
`;
