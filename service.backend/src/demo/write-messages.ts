import type { Database, Tx } from '../database/connection.ts';
import type { SearchRows } from '../modules/search/search-rows.repository.ts';

/** A message of the demo, before it has a number. */
export interface DemoMessage {
  readonly senderId: string;
  readonly content: string;
  readonly at: Date;
  /** When it was written, where that was long before. */
  readonly composedAt: Date | null;
}

/**
 * Puts the demo's messages on the record of a fresh conversation in one statement each for rows, log, head and
 * what is searched. Only the demo may write like this: it runs before anybody is there, so nobody waits, nothing races and
 * nothing is announced.
 */
export async function writeMessages(
  db: Database,
  search: SearchRows,
  tx: Tx,
  conversationId: string,
  messages: readonly DemoMessage[],
): Promise<void> {
  const binds = {
    conversation: conversationId,
    ids: messages.map(() => crypto.randomUUID()),
    senders: messages.map(({ senderId }) => senderId),
    contents: messages.map(({ content }) => content),
    moments: messages.map(({ at }) => at.toISOString()),
    composed: messages.map(({ at, composedAt }) => (composedAt ?? at).toISOString()),
  };
  await db.query(
    `WITH head AS (SELECT seq FROM conversations WHERE id = $conversation FOR NO KEY UPDATE),
          fresh AS (
            SELECT line.*, head.seq + line.place AS seq
            FROM head, unnest($ids::uuid[], $senders::uuid[], $contents::text[], $moments::timestamptz[],
              $composed::timestamptz[]) WITH ORDINALITY AS line (id, sender_id, content, at, composed_at, place)),
          written AS (
            INSERT INTO messages (conversation_id, id, seq, rev, sender_id, content, created_at, composed_at)
            SELECT $conversation, id, seq, seq, sender_id, content, at, nullif(composed_at, at) FROM fresh)
     INSERT INTO changes (conversation_id, seq, kind, message_id, actor_id, at)
     SELECT $conversation, seq, 'message', id, sender_id, at FROM fresh`,
    binds,
    tx,
  );
  const [head] = await db.query<{ seq: number }>(
    `UPDATE conversations SET seq = last.seq, last_message_seq = last.seq, last_change_at = last.at
     FROM (SELECT max(seq) AS seq, max(at) AS at FROM changes WHERE conversation_id = $conversation) AS last
     WHERE id = $conversation RETURNING conversations.seq`,
    { conversation: conversationId },
    tx,
  );
  const before = (head?.seq ?? 0) - messages.length;
  const findable = messages.map(({ senderId, content, at }, index) => ({
    seq: before + index + 1,
    senderId,
    createdAt: at.toISOString(),
    kind: 'text' as const,
    content,
    editedAt: null,
  }));
  await search.put(tx, conversationId, findable);
}

/** Moves a conversation's making back to just before its first message: the demo did not begin when it was written. */
export async function backdate(db: Database, tx: Tx, conversationId: string, at: Date): Promise<void> {
  const binds = { conversation: conversationId, at: at.toISOString() };
  await db.query('UPDATE conversations SET created_at = $at, last_change_at = $at WHERE id = $conversation', binds, tx);
  await db.query('UPDATE messages SET created_at = $at WHERE conversation_id = $conversation', binds, tx);
  await db.query('UPDATE changes SET at = $at WHERE conversation_id = $conversation', binds, tx);
}

/** Puts each participant's marks so far before the head: everybody has received all, and read all but `behind`. */
export async function writeMarks(
  db: Database,
  tx: Tx,
  conversationId: string,
  behind: ReadonlyMap<string, number>,
): Promise<void> {
  await db.query(
    `UPDATE participants AS p
     SET delivered_seq = c.seq, read_seq = greatest(p.joined_seq, c.seq - line.behind), row_version = p.row_version + 1
     FROM conversations AS c, unnest($people::uuid[], $behind::int[]) AS line (user_id, behind)
     WHERE c.id = $conversation AND p.conversation_id = c.id AND p.user_id = line.user_id`,
    { conversation: conversationId, people: [...behind.keys()], behind: [...behind.values()] },
    tx,
  );
  await db.query(
    `INSERT INTO announced (conversation_id, seq) SELECT id, seq FROM conversations WHERE id = $conversation
     ON CONFLICT (conversation_id) DO UPDATE SET seq = excluded.seq`,
    { conversation: conversationId },
    tx,
  );
}
