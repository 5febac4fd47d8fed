import type { ConversationKind } from '@parley/shared/models/conversation.ts';
import type { RetentionRule } from '@parley/shared/models/retention.ts';
import type { Database, Tx } from '../../database/connection.ts';

/** Where the rules draw their borders in one conversation: what lies below the number is due. */
export interface Due {
  readonly id: string;
  readonly kind: ConversationKind;
  readonly people: number;
  readonly own: boolean;
  readonly rule: RetentionRule;
  readonly purgedBelowSeq: number;
  readonly removeBelow: number;
  readonly archiveBelow: number;
  /** Something lies below a border, or an account is still open. */
  readonly waits: boolean;
}

interface Row {
  readonly id: string;
  readonly kind: ConversationKind;
  readonly people: number;
  readonly own: boolean;
  readonly archive: number | null;
  readonly remove: number | null;
  readonly purged_below: number;
  readonly remove_below: number;
  readonly archive_below: number;
  readonly waits: boolean;
}

const belowSql = (days: string) =>
  `CASE WHEN ${days} IS NULL THEN 0 ELSE last_seq_before(c.id, clock_timestamp() - make_interval(days => ${days})) + 1 END`;

// A rule of its own counts before the instance's, or before the one that is tried out instead of it.
const dueSql = (which: string, own: string) => `
  SELECT due.*,
    (SELECT count(*)::int FROM participants p WHERE p.conversation_id = due.id AND p.left_seq IS NULL) AS people,
    EXISTS (SELECT FROM all_messages m WHERE m.conversation_id = due.id AND m.seq < due.remove_below)
    OR EXISTS (SELECT FROM messages m
      WHERE m.conversation_id = due.id AND m.seq >= due.remove_below AND m.seq < due.archive_below)
    OR EXISTS (SELECT FROM retention_entries e WHERE e.conversation_id = due.id AND e.ended_at IS NULL) AS waits
  FROM (SELECT c.id, c.kind, c.retention_own AS own, rule.archive, rule.remove, c.purged_below_seq AS purged_below,
    GREATEST(c.purged_below_seq, ${belowSql('rule.remove')}) AS remove_below, ${belowSql('rule.archive')} AS archive_below
  FROM conversations c CROSS JOIN LATERAL (
    SELECT CASE WHEN ${own} THEN c.archive_after_days ELSE $archive::int END AS archive,
      CASE WHEN ${own} THEN c.delete_after_days ELSE $remove::int END AS remove
  ) AS rule
  WHERE ${which} ORDER BY c.id LIMIT $limit) AS due ORDER BY due.id`;

const pageSql = dueSql('$after::uuid IS NULL OR c.id > $after::uuid', 'c.retention_own');
const oneSql = dueSql('c.id = $after::uuid', 'false');

/** Numbers a count covers: no statement lasts long, however much there is. */
const countedAtOnce = 50_000;

const toDue = (row: Row): Due => ({
  id: row.id,
  kind: row.kind,
  people: row.people,
  own: row.own,
  rule: { archiveAfterDays: row.archive, deleteAfterDays: row.remove },
  purgedBelowSeq: row.purged_below,
  removeBelow: row.remove_below,
  archiveBelow: row.archive_below,
  waits: row.waits,
});

/** What is due, and how much that is. */
export function createDueRepository(db: Database) {
  const bindsOf = ({ archiveAfterDays, deleteAfterDays }: RetentionRule) => ({
    archive: archiveAfterDays,
    remove: deleteAfterDays,
  });

  async function count(table: 'messages' | 'all_messages', conversationId: string, from: number, below: number) {
    let sum = 0;
    for (let start = from; start < below; start += countedAtOnce) {
      const binds = { conversationId, start, end: Math.min(below, start + countedAtOnce) };
      const [row] = await db.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM ${table}
         WHERE conversation_id = $conversationId AND seq >= $start AND seq < $end`,
        binds,
      );
      sum += row?.count ?? 0;
    }
    return sum;
  }

  return {
    /** So many conversations by id, as the instance's rule has it. */
    async page(instance: RetentionRule, after: string | null, limit: number): Promise<Due[]> {
      return (await db.query<Row>(pageSql, { ...bindsOf(instance), after, limit })).map(toDue);
    },

    /** One conversation as this rule would have it, whatever its own is. */
    async one(rule: RetentionRule, conversationId: string): Promise<Due | null> {
      const [row] = await db.query<Row>(oneSql, { ...bindsOf(rule), after: conversationId, limit: 1 });
      return row ? toDue(row) : null;
    },

    /** How many messages a rule would move, and how many would go. */
    async effect({ id, removeBelow, archiveBelow }: Due) {
      const removed = await count('all_messages', id, 0, removeBelow);
      return { archived: await count('messages', id, removeBelow, archiveBelow), removed };
    },

    /** The number above the last message below a border; 0 where there is none. */
    async aboveLast(conversationId: string, below: number, tx?: Tx): Promise<number> {
      const [row] = await db.query<{ seq: number }>(
        `SELECT seq FROM all_messages WHERE conversation_id = $conversationId AND seq < $below ORDER BY seq DESC LIMIT 1`,
        { conversationId, below },
        tx,
      );
      return row ? row.seq + 1 : 0;
    },
  };
}

export type DueRepository = ReturnType<typeof createDueRepository>;
