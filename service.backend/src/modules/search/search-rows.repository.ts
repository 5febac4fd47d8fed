import type { Message } from '@parley/shared/models/message.ts';
import { documentOf, documentVersion } from '@parley/shared/search/document.ts';
import type { Stems } from '@parley/shared/search/stems.ts';
import type { Database, Tx } from '../../database/connection.ts';

/** Writing what is searched, in the transaction that writes the messages. */
export interface SearchRows {
  /** Makes these messages of one conversation findable as they now are, and those without words not any more. */
  put(tx: Tx, conversationId: string, messages: readonly SearchableMessage[]): Promise<void>;
}

/** As much of a message as search needs. */
type SearchableMessage = Pick<Message, 'seq' | 'senderId' | 'createdAt' | 'kind' | 'content' | 'editedAt'>;

const putSql = `
  INSERT INTO message_search (conversation_id, seq, sender_id, created_at, version, lexemes, folded)
  SELECT $conversation, row.seq, row.sender, row.at, $version, array_to_tsvector(row.lexemes), row.folded
  FROM json_to_recordset($rows::json) AS row(seq bigint, sender uuid, at timestamptz, lexemes text[], folded text)
  ON CONFLICT (conversation_id, seq)
  DO UPDATE SET version = excluded.version, lexemes = excluded.lexemes, folded = excluded.folded`;

/** Opens what is searched for writing. */
export function createSearchRows(db: Database, stems: Stems): SearchRows {
  return {
    async put(tx, conversationId, messages) {
      const gone: number[] = [];
      const rows = messages.flatMap((message) => {
        const document = documentOf(message, stems);
        if (document === null) gone.push(message.seq);
        return document ? [{ seq: message.seq, sender: message.senderId, at: message.createdAt, ...document }] : [];
      });
      if (rows.length > 0) {
        const binds = { conversation: conversationId, version: documentVersion, rows: JSON.stringify(rows) };
        await db.query(putSql, binds, tx);
      }
      if (gone.length > 0) {
        const sql = 'DELETE FROM message_search WHERE conversation_id = $conversation AND seq = ANY($gone::bigint[])';
        await db.query(sql, { conversation: conversationId, gone }, tx);
      }
    },
  };
}
