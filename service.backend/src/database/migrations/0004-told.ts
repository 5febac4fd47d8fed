/** What people tell of themselves: when a message was written, and from where on they want to read again. */
export const up = `
  ALTER TABLE messages ADD COLUMN composed_at timestamptz;      -- as its author's device claims: for people, never an order
  ALTER TABLE participants ADD COLUMN unread_mark_seq bigint;   -- counted as unread from here on, wherever read_seq stands
`;
