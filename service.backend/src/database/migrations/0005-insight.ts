/**
 * What an instance knows of itself. Errors are kept grouped and bounded; timings and uses are counts by hour and day, which
 * name nobody. Only `people_days` knows who, because a person who was there twice is one person; it forgets after a month.
 */
export const up = `
  CREATE TABLE error_groups (
    fingerprint       text        PRIMARY KEY,
    side              text        NOT NULL CHECK (side IN ('client', 'server')),
    name              text        NOT NULL,
    message           text        NOT NULL,            -- known words alone
    place             text        NOT NULL,
    count             bigint      NOT NULL DEFAULT 0,
    first_at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    last_at           timestamptz NOT NULL DEFAULT clock_timestamp(),
    first_release     text        NOT NULL,
    last_release      text        NOT NULL,
    resolved_at       timestamptz,
    resolved_release  text                              -- the last that met it then: another one opens it again
  );
  CREATE INDEX error_groups_by_last ON error_groups (last_at);
  CREATE TABLE error_samples (
    id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    fingerprint  text        NOT NULL REFERENCES error_groups ON DELETE CASCADE,
    at           timestamptz NOT NULL DEFAULT clock_timestamp(),
    kind         text        NOT NULL,
    release      text        NOT NULL,
    page         text        NOT NULL,
    who          text,                                  -- a keyed hash
    frames       jsonb       NOT NULL,
    breadcrumbs  jsonb       NOT NULL
  );
  CREATE INDEX error_samples_by_group ON error_samples (fingerprint, id);
  CREATE TABLE error_days (
    fingerprint  text   NOT NULL REFERENCES error_groups ON DELETE CASCADE,
    day          date   NOT NULL,
    count        bigint NOT NULL,
    PRIMARY KEY (fingerprint, day)
  );

  CREATE TABLE client_hours (                           -- what consenting clients measured
    hour      timestamptz NOT NULL,
    name      text        NOT NULL,
    count     bigint      NOT NULL,
    failures  bigint      NOT NULL,
    buckets   bigint[]    NOT NULL,                     -- counts by duration, bounds in shared
    PRIMARY KEY (hour, name)
  );
  CREATE TABLE usage_days (                             -- what is used, where analytics are on
    day    date   NOT NULL,
    event  text   NOT NULL,
    count  bigint NOT NULL,
    PRIMARY KEY (day, event)
  );
  CREATE TABLE people_days (
    day      date NOT NULL,
    user_id  uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    PRIMARY KEY (day, user_id)
  );
  CREATE TABLE message_days (                           -- a day that is over is counted once
    day    date   NOT NULL,
    kind   text   NOT NULL,
    count  bigint NOT NULL,
    PRIMARY KEY (day, kind)
  );
  -- A few pages for a year of messages, and next to nothing a send: a day is found without reading the others.
  CREATE INDEX messages_by_time ON messages USING brin (created_at);
`;
