import { randomUUID } from 'node:crypto';
import { createTestDatabase } from '@parley/local/test-database.ts';
import { inject } from 'vitest';
import { type Database, type DatabaseTimeouts, openPostgres, type Tx } from '../../database/connection.ts';
import { createEpochs } from '../../database/epoch.ts';
import { migrate } from '../../database/migrate.ts';
import { patience } from '../../database/patience.fixture.ts';
import { createLog, type Log } from './log.ts';

/** A database of a test's own with people and conversations in it, written without the modules that are tested elsewhere. */
export interface RecordFixture {
  readonly url: string;
  readonly db: Database;
  readonly log: Log;
  readonly epoch: (tx?: Tx) => Promise<string>;
  person(name: string): Promise<string>;
  /** Everybody joins at number 1; `since_join` shows nothing from before a later joining. */
  conversation(people: readonly string[], options?: ConversationOptions): Promise<string>;
  join(conversationId: string, userId: string): Promise<number>;
  remove(conversationId: string, userId: string): Promise<number>;
  close(): Promise<void>;
}

interface ConversationOptions {
  readonly kind?: 'direct' | 'group';
  readonly historyPolicy?: 'full' | 'since_join';
}

const silent = { warn: () => undefined };

/** Opens one more pool on the same database: another node. */
export const openAnother = (url: string, poolSize = 10, timeouts: Partial<DatabaseTimeouts> = {}): Database =>
  openPostgres({ url, logger: silent, poolSize, timeouts: { ...patience, ...timeouts } });

const joinSql = `
  INSERT INTO participants (conversation_id, user_id, role, joined_seq, visible_from_seq, delivered_seq, read_seq, rev)
  SELECT $conversation, $user, 'member', $seq, CASE c.history_policy WHEN 'full' THEN 0 ELSE $seq END, $seq, $seq, $seq
  FROM conversations c WHERE c.id = $conversation
  ON CONFLICT (conversation_id, user_id) DO UPDATE SET left_seq = NULL, joined_seq = $seq, delivered_seq = $seq,
    read_seq = $seq, rev = $seq, visible_from_seq = EXCLUDED.visible_from_seq, row_version = participants.row_version + 1`;

/** Makes the fixture; one a test file. */
export async function openRecord(): Promise<RecordFixture> {
  const database = await createTestDatabase(inject('databaseUrl'), migrate);
  const db = openAnother(database.url);
  const epochs = createEpochs(db, Date.now);
  // A cloned database finds itself elsewhere: its epoch is renewed before anybody works in its name, as at a start.
  await epochs.current();
  const log = createLog(db, epochs);

  async function membership(conversationId: string, userId: string, type: 'joined' | 'removed'): Promise<number> {
    return db.transaction(async (tx) => {
      const locked = await log.lock(tx, conversationId);
      if (!locked) throw new Error('no such conversation');
      const message = {
        id: randomUUID(),
        kind: 'system',
        content: null,
        event: { type, userId },
        requestMac: null,
      } as const;
      const { upTo } = await log.append(tx, locked, [{ kind: type, actorId: userId, userId, message }], {
        membershipChanged: true,
      });
      const binds = { conversation: conversationId, user: userId, seq: upTo };
      const removeSql = `UPDATE participants SET left_seq = $seq, rev = $seq, row_version = row_version + 1
        WHERE conversation_id = $conversation AND user_id = $user`;
      const sql = type === 'joined' ? joinSql : removeSql;
      await db.query(
        sql.replaceAll('$seq', '$seq::bigint').replaceAll('$conversation', '$conversation::uuid'),
        binds,
        tx,
      );
      return upTo;
    });
  }

  return {
    url: database.url,
    db,
    log,
    epoch: (tx) => epochs.current(tx),
    async person(name) {
      const id = randomUUID();
      const sql = `INSERT INTO users (id, username, display_name, email, password_hash) VALUES ($id, $handle, $name, '', '')`;
      await db.query(sql, { id, handle: `${name.toLowerCase()}-${id.slice(0, 8)}`, name });
      return id;
    },
    async conversation(people, { kind = 'group', historyPolicy = 'full' } = {}) {
      const id = randomUUID();
      const [first = '', second = ''] = people;
      const key = kind === 'direct' ? [first, second].toSorted().join(':') : null;
      await db.query(
        `INSERT INTO conversations (id, kind, direct_key, history_policy, created_by, request_mac)
         VALUES ($id, $kind, $key, $historyPolicy, $first, '')`,
        { id, kind, key, historyPolicy, first },
      );
      await db.transaction(async (tx) => {
        const locked = await log.lock(tx, id);
        if (!locked) throw new Error('no such conversation');
        const message = {
          id: randomUUID(),
          kind: 'system',
          content: null,
          event: { type: 'created' },
          requestMac: null,
        } as const;
        await log.append(tx, locked, [{ kind: 'created', actorId: first, message }], { membershipChanged: true });
        const sql = joinSql.replaceAll('$seq', '1').replaceAll('$conversation', '$conversation::uuid');
        for (const user of people) await db.query(sql, { conversation: id, user }, tx);
      });
      return id;
    },
    join: (conversationId, userId) => membership(conversationId, userId, 'joined'),
    remove: (conversationId, userId) => membership(conversationId, userId, 'removed'),
    async close() {
      await db.close();
      await database.drop();
    },
  };
}
