/** Links to files that were written out: each holds once, for a short while, and is kept as a hash only. */
export const up = `
  CREATE TABLE export_links (
    token_hash  bytea       PRIMARY KEY,
    job_id      uuid        NOT NULL REFERENCES jobs ON DELETE CASCADE,
    expires_at  timestamptz NOT NULL,
    used_at     timestamptz
  );
  CREATE INDEX export_links_by_job ON export_links (job_id);
`;
