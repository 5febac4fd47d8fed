/**
 * Accounts that were erased: the row stays, without anything that says who it was, because messages refer to it. The name
 * stays taken, known by a keyed hash only: whoever took it would be taken for the one who had it.
 */
export const up = `
  ALTER TABLE users ADD COLUMN erased_at timestamptz;
  CREATE TABLE retired_names (
    name_mac  bytea PRIMARY KEY
  );
`;
