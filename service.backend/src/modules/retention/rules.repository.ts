import { keepAll, type RetentionRule } from '@parley/shared/models/retention.ts';
import type { User } from '@parley/shared/models/user.ts';
import type { Database, Tx } from '../../database/connection.ts';

/** The instance's rule, and who made it so. */
export interface InstanceRule {
  readonly rule: RetentionRule;
  readonly changedBy: User | null;
  readonly changedAt: string | null;
  readonly exceptions: number;
}

interface RuleRow {
  readonly archive: number | null;
  readonly remove: number | null;
}

const toRule = ({ archive, remove }: RuleRow): RetentionRule => ({
  archiveAfterDays: archive,
  deleteAfterDays: remove,
});

/** Who has set what. */
export function createRulesRepository(db: Database) {
  return {
    async instance(): Promise<InstanceRule> {
      const [row] = await db.query<
        RuleRow & { changed_at: string | null; exceptions: number; changed_by: User | null }
      >(
        `SELECT i.archive_after_days AS archive, i.delete_after_days AS remove, i.changed_at,
           (SELECT count(*)::int FROM conversations WHERE retention_own) AS exceptions,
           (SELECT json_build_object('id', u.id, 'username', u.username, 'displayName', u.display_name, 'version', u.version)
            FROM users u WHERE u.id = i.changed_by) AS changed_by
         FROM instance_retention i`,
      );
      if (!row) return { rule: keepAll, changedBy: null, changedAt: null, exceptions: 0 };
      return { rule: toRule(row), changedBy: row.changed_by, changedAt: row.changed_at, exceptions: row.exceptions };
    },

    async setInstance({ archiveAfterDays, deleteAfterDays }: RetentionRule, userId: string): Promise<void> {
      await db.query(
        `UPDATE instance_retention SET archive_after_days = $archive::int, delete_after_days = $remove::int,
           changed_by = $userId, changed_at = clock_timestamp()`,
        { archive: archiveAfterDays, remove: deleteAfterDays, userId },
      );
    },

    /** Under the lock of the conversation; null: it follows the instance again. */
    async setOwn(tx: Tx, conversationId: string, rule: RetentionRule | null): Promise<void> {
      await db.query(
        `UPDATE conversations SET retention_own = $own, archive_after_days = $archive::int, delete_after_days = $remove::int
         WHERE id = $conversationId`,
        {
          conversationId,
          own: rule !== null,
          archive: rule?.archiveAfterDays ?? null,
          remove: rule?.deleteAfterDays ?? null,
        },
        tx,
      );
    },

    /** False where everything is kept for ever, and nothing waits for its end. */
    async isAnySet(): Promise<boolean> {
      const [row] = await db.query<{ any: boolean }>(
        `SELECT EXISTS (SELECT FROM instance_retention WHERE COALESCE(archive_after_days, delete_after_days) IS NOT NULL)
           OR EXISTS (SELECT FROM conversations WHERE retention_own)
           OR EXISTS (SELECT FROM retention_entries WHERE ended_at IS NULL) AS any`,
      );
      return row?.any === true;
    },
  };
}

export type RulesRepository = ReturnType<typeof createRulesRepository>;
