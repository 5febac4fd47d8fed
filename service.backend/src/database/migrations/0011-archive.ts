/** Conversations that are out of the way: for everybody, or for one of those who are in. */
export const up = `
  ALTER TABLE conversations ADD COLUMN archived_at timestamptz;   -- nothing is written to it since then
  ALTER TABLE participants ADD COLUMN archived_seq bigint;        -- the head as he archived it: a later entry brings it back
`;
