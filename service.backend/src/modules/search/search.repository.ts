import type { Excerpt } from '@parley/shared/contract/search.routes.ts';
import { limits } from '@parley/shared/limits.ts';
import type { Message } from '@parley/shared/models/message.ts';
import { documentVersion } from '@parley/shared/search/document.ts';
import type { NamedConversation } from '@parley/shared/search/names.ts';
import type { Database } from '../../database/connection.ts';
import { type MessageRow, toMessage } from '../log/message.row.ts';
import { createBindList } from './condition.sql.ts';
import { type HitsAsked, hitsSql } from './hits.sql.ts';

/** A message that was found, with its neighbours and what it counts. */
export interface FoundMessage {
  readonly message: Message;
  readonly score: number;
  readonly before: Excerpt | null;
  readonly after: Excerpt | null;
}

interface FoundRow extends MessageRow {
  readonly score: number;
  readonly before_seq: number | null;
  readonly before_sender_id: string;
  readonly before_created_at: string;
  readonly before_text: string;
  readonly after_seq: number | null;
  readonly after_sender_id: string;
  readonly after_created_at: string;
  readonly after_text: string;
}

const excerpt = (seq: number | null, senderId: string, createdAt: string, text: string): Excerpt | null =>
  seq === null ? null : { seq, senderId, createdAt, text };

const toFound = (row: FoundRow): FoundMessage => ({
  message: toMessage(row),
  score: row.score,
  before: excerpt(row.before_seq, row.before_sender_id, row.before_created_at, row.before_text),
  after: excerpt(row.after_seq, row.after_sender_id, row.after_created_at, row.after_text),
});

/** Reading what is searched, always as one person who asks. */
export function createSearchRepository(db: Database) {
  return {
    /** One page and one more. */
    async find(userId: string, asked: HitsAsked): Promise<FoundMessage[]> {
      const binds = createBindList({ user: userId, limit: asked.limit + 1, excerpt: limits.excerptLength });
      const sql = hitsSql(asked, binds);
      return (await db.query<FoundRow>(sql, binds.binds)).map(toFound);
    },

    /** Whether everything that was said before is findable. */
    async isComplete(): Promise<boolean> {
      const [row] = await db.query<{ version: number }>('SELECT version FROM search_progress');
      return row?.version === documentVersion;
    },

    /** The ids behind usernames. */
    async people(usernames: readonly string[]): Promise<ReadonlyMap<string, string>> {
      if (usernames.length === 0) return new Map();
      const sql = 'SELECT id, username FROM users WHERE username = ANY($usernames::text[])';
      const rows = await db.query<{ id: string; username: string }>(sql, { usernames });
      return new Map(rows.map(({ id, username }) => [username, id]));
    },

    /** The conversations of a person, by what he may call them. */
    async conversations(userId: string): Promise<NamedConversation[]> {
      const rows = await db.query<{ id: string; title: string | null; username: string | null; name: string | null }>(
        `SELECT c.id, c.title, u.username, u.display_name AS name
         FROM participants p JOIN conversations c ON c.id = p.conversation_id
         LEFT JOIN participants o ON c.kind = 'direct' AND o.conversation_id = c.id AND o.user_id <> p.user_id
         LEFT JOIN users u ON u.id = o.user_id
         WHERE p.user_id = $user AND p.left_seq IS NULL`,
        { user: userId },
      );
      return rows.map(({ id, title, username, name }) => ({
        id,
        title,
        peer: username === null || name === null ? null : { username, displayName: name },
      }));
    },
  };
}

export type SearchRepository = ReturnType<typeof createSearchRepository>;
