import { randomUUID } from 'node:crypto';
import { documentVersion } from '@parley/shared/search/document.ts';
import type { Database, Tx } from '../../database/connection.ts';
import type { Jobs } from '../../platform/jobs/jobs.ts';
import { groupBy } from '../log/group-by.ts';
import { type MessageRow, messageColumns, toMessage } from '../log/message.row.ts';
import type { SearchRows } from './search-rows.ts';

const kind = 'search.backfill';
const lookedAt = 1_000;
const writtenAtOnce = 50;
// Any number will do, as long as every node takes the same and nothing else takes it.
const advisoryLock = 7_275_540;

interface Progress {
  readonly walk: number;
  readonly conversation_id: string | null;
  readonly seq: number;
}

interface Place {
  readonly conversation_id: string;
  readonly seq: number;
  readonly ready: boolean;
}

interface BackfillDeps {
  readonly db: Database;
  readonly rows: SearchRows;
  readonly jobs: Pick<Jobs, 'handle' | 'add' | 'wake'>;
}

const nextSql = `
  SELECT m.conversation_id, m.seq, m.content IS NULL OR s.version IS NOT DISTINCT FROM $version::smallint AS ready
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

/**
 * Makes findable what was written before there was search, by an older tokenizer, or by a node that knew neither: walks
 * over all messages when a service starts, in short steps that remember where they came to.
 */
export function createBackfill({ db, rows, jobs }: BackfillDeps) {
  /** The next ones that are to be written, and where the walk then stands; null at its end. */
  async function next(tx: Tx, { walk, conversation_id, seq }: Progress) {
    // A walk of another version began with other words: from the start.
    const from = walk === documentVersion ? { conversation: conversation_id, seq } : { conversation: null, seq: 0 };
    const places = await db.query<Place>(nextSql, { version: documentVersion, ...from }, tx);
    const wanting = places.filter(({ ready }) => !ready).slice(0, writtenAtOnce);
    const last = wanting.length === writtenAtOnce ? wanting.at(-1) : places.at(-1);
    return last ? { wanting, last } : null;
  }

  /** False when there is no next one. */
  async function step(tx: Tx): Promise<boolean> {
    const lockSql = 'SELECT pg_try_advisory_xact_lock($lock) AS mine';
    const [lock] = await db.query<{ mine: boolean }>(lockSql, { lock: advisoryLock }, tx);
    // Another node is at it.
    if (lock?.mine !== true) return false;
    const [progress] = await db.query<Progress>('SELECT walk, conversation_id, seq FROM search_progress', {}, tx);
    const found = progress ? await next(tx, progress) : null;
    if (found && found.wanting.length > 0) {
      const { wanting } = found;
      const binds = { conversations: wanting.map((row) => row.conversation_id), seqs: wanting.map(({ seq }) => seq) };
      // What moves to the archive between the two is found in the second.
      const hot = await db.query<MessageRow>(readSql('messages'), binds, tx);
      const archived = await db.query<MessageRow>(readSql('archived_messages'), binds, tx);
      for (const [conversationId, group] of groupBy([...hot, ...archived], (row) => row.m_conversation_id)) {
        await rows.put(tx, conversationId, group.map(toMessage));
      }
    }
    await db.query(
      `UPDATE search_progress SET walk = $version, conversation_id = $conversation::uuid, seq = $seq,
         version = CASE WHEN $conversation::uuid IS NULL THEN $version::smallint ELSE version END`,
      { version: documentVersion, conversation: found?.last.conversation_id ?? null, seq: found?.last.seq ?? 0 },
      tx,
    );
    return found !== null;
  }

  /** Asked in one question, which costs less than a walk; where it takes too long for one, the walk will tell. */
  const isLeft = (): Promise<boolean> =>
    db.query<{ left: boolean }>(leftSql, { version: documentVersion }).then(
      ([row]) => row?.left !== false,
      () => true,
    );

  jobs.handle(kind, async ({ progress, rest }) => {
    let steps = 0;
    while (await db.transaction(step)) {
      await progress(++steps);
      await rest();
    }
    return { steps };
  });

  return {
    /** Has some node do it, if anything is left to do. A database that is away has it done by whoever starts next. */
    async begin(): Promise<void> {
      if (!(await isLeft())) return;
      const id = randomUUID();
      await jobs.add({ id, kind, ownerId: null, input: {} }).then(
        () => jobs.wake(id),
        () => undefined,
      );
    },
    /** All of it, here and now. */
    async run(): Promise<void> {
      while (await db.transaction(step));
    },
  };
}
