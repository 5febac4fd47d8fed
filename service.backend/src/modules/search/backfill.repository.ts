import type { Message } from '@parley/shared/models/message.ts';
import { documentVersion } from '@parley/shared/search/document.ts';
import type { Database, Tx } from '../../database/connection.ts';
import { type MessageRow, messageColumns, toMessage } from '../log/message.row.ts';

/** Where a walk over all messages stands; `version` is what it makes findable by, the conversation null at its beginning. */
export interface Progress {
  readonly version: number;
  readonly conversationId: string | null;
  readonly seq: number;
}

/** A message that a walk comes to, and whether search has it as it is. */
export interface Place {
  readonly conversationId: string;
  readonly seq: number;
  readonly ready: boolean;
}

const lookedAt = 1_000;
// Any number will do, as long as every node takes the same and nothing else takes it.
const advisoryLock = 7_275_540;

const nextSql = `
  SELECT m.conversation_id AS "conversationId", m.seq,
    m.content IS NULL OR s.version IS NOT DISTINCT FROM $version::smallint AS ready
  FROM all_messages m LEFT JOIN message_search s ON s.conversation_id = m.conversation_id AND s.seq = m.seq
  WHERE $conversation::uuid IS NULL OR (m.conversation_id, m.seq) > ($conversation::uuid, $seq::bigint)
  ORDER BY m.conversation_id, m.seq LIMIT ${lookedAt}`;

const leftSql = `
  SELECT (SELECT version FROM search_progress) IS DISTINCT FROM $version::smallint OR EXISTS (
    SELECT FROM all_messages m LEFT JOIN message_search s ON s.conversation_id = m.conversation_id AND s.seq = m.seq
    WHERE m.content IS NOT NULL AND s.version IS DISTINCT FROM $version::smallint) AS "left"`;

// Locked, and read again: an edit or a deletion waits for this step, or was seen by it. What is written is never older.
const readSql = (table: 'messages' | 'archived_messages') => `
  SELECT ${messageColumns('m')}
  FROM ${table} m JOIN unnest($conversations::uuid[], $seqs::bigint[]) AS asked(conversation_id, seq) USING (conversation_id, seq)
  ORDER BY m.conversation_id, m.seq FOR SHARE OF m`;

/** How far all that was ever said is findable, in the version of this node. */
export function createBackfillRepository(db: Database) {
  return {
    /** False while another node is at it; true keeps the others away until the transaction is over. */
    async begin(tx: Tx): Promise<boolean> {
      const sql = 'SELECT pg_try_advisory_xact_lock($lock) AS mine';
      const [lock] = await db.query<{ mine: boolean }>(sql, { lock: advisoryLock }, tx);
      return lock?.mine === true;
    },

    async progress(tx: Tx): Promise<Progress | null> {
      const sql = 'SELECT walk AS version, conversation_id AS "conversationId", seq FROM search_progress';
      const [row] = await db.query<Progress>(sql, {}, tx);
      return row ?? null;
    },

    /** The next thousand messages of a walk. One of another version began with other words: from the start. */
    next(tx: Tx, { version, conversationId, seq }: Progress): Promise<Place[]> {
      const from = version === documentVersion ? { conversation: conversationId, seq } : { conversation: null, seq: 0 };
      return db.query<Place>(nextSql, { version: documentVersion, ...from }, tx);
    },

    /** These messages as they now are, and stay until the transaction is over. */
    async read(tx: Tx, places: readonly Place[]): Promise<Message[]> {
      const binds = { conversations: places.map((place) => place.conversationId), seqs: places.map(({ seq }) => seq) };
      // What moves to the archive between the two is found in the second.
      const hot = await db.query<MessageRow>(readSql('messages'), binds, tx);
      const archived = await db.query<MessageRow>(readSql('archived_messages'), binds, tx);
      return [...hot, ...archived].map(toMessage);
    },

    /** The walk stands at this place; null: it is at its end, and all is findable. */
    async stand(tx: Tx, place: Place | null): Promise<void> {
      await db.query(
        `UPDATE search_progress SET walk = $version, conversation_id = $conversation::uuid, seq = $seq,
           version = CASE WHEN $conversation::uuid IS NULL THEN $version::smallint ELSE version END`,
        { version: documentVersion, conversation: place?.conversationId ?? null, seq: place?.seq ?? 0 },
        tx,
      );
    },

    /** Asked in one question, which costs less than a walk; where it takes too long for one, the walk will tell. */
    isLeft: (): Promise<boolean> =>
      db.query<{ left: boolean }>(leftSql, { version: documentVersion }).then(
        ([row]) => row?.left !== false,
        () => true,
      ),
  };
}

export type BackfillRepository = ReturnType<typeof createBackfillRepository>;
