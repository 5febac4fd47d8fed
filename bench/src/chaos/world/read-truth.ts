import pg from 'pg';
import type { Sample, TrueChange, TrueConversation, TrueMessage, TrueParticipant, Truth } from '../checker/truth.ts';
import { fingerprint } from '../devices/fingerprint.ts';

/** Reads the database itself, past every link. */
export interface TruthReader {
  read(): Promise<Truth>;
  sample(at: number): Promise<Sample>;
  /** Holds what a statement locks, until the returned function is called. */
  lock(sql: string, values: readonly unknown[]): Promise<() => Promise<void>>;
  /** Any statement of the harness's own. */
  query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
}

const participantsSql = `
  SELECT p.conversation_id AS c, p.user_id AS "user", p.role, p.joined_seq::int AS joined, p.left_seq::int AS "left",
    p.visible_from_seq::int AS "visibleFrom", p.delivered_seq::int AS delivered, p.read_seq::int AS read, c.seq::int AS head
  FROM participants p JOIN conversations c ON c.id = p.conversation_id
  ORDER BY p.conversation_id, p.user_id`;

type Ask = <Row extends object>(sql: string, values?: readonly unknown[]) => Promise<readonly Row[]>;

/** A connection for each question: the database may have been killed since the last one. */
export function createTruthReader(url: string): TruthReader {
  async function connected<T>(work: (ask: Ask) => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, query_timeout: 20_000 });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await work(async (sql, values = []) => (await client.query(sql, [...values])).rows);
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  const query: Ask = (sql, values) => connected((ask) => ask(sql, values));

  /** All of one moment: who reads while others write would find a log longer than its head. */
  const snapshot = <T>(work: (ask: Ask) => Promise<T>): Promise<T> =>
    connected(async (ask) => {
      await ask('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const result = await work(ask);
      await ask('COMMIT');
      return result;
    });

  return {
    query,
    async lock(sql, values) {
      const client = new pg.Client({ connectionString: url });
      client.on('error', () => undefined);
      await client.connect();
      await client.query('BEGIN');
      await client.query(sql, [...values]);
      return async () => {
        await client.query('ROLLBACK');
        await client.end();
      };
    },
    read: () =>
      snapshot(async (ask) => {
        const conversations = await ask<TrueConversation>(
          `SELECT c.id AS c, kind, history_policy AS policy, title, c.seq::int, coalesce(a.seq, 0)::int AS announced
         FROM conversations c LEFT JOIN announced a ON a.conversation_id = c.id ORDER BY c.id`,
        );
        const messages = await ask<Omit<TrueMessage, 'body'> & { readonly content: string | null }>(
          `SELECT conversation_id AS c, id, seq::int, rev::int, version, kind, sender_id AS sender, content,
           deleted_at IS NOT NULL AS deleted, (extract(epoch FROM created_at) * 1000000)::float8 AS "createdAt"
         FROM messages ORDER BY conversation_id, seq`,
        );
        const changes = await ask<TrueChange>(
          `SELECT conversation_id AS c, seq::int, kind, message_id AS message, user_id AS "user", actor_id AS actor
         FROM changes ORDER BY conversation_id, seq`,
        );
        const participants = await ask<TrueParticipant>(participantsSql);
        return {
          conversations,
          changes,
          participants,
          messages: messages.map(({ content, ...rest }) => ({
            ...rest,
            body: content === null ? null : fingerprint(content),
          })),
        };
      }),
    sample: async (at) => ({ at, participants: await query<Sample['participants'][number]>(participantsSql) }),
  };
}
