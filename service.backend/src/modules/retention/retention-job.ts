import type { Database } from '../../database/connection.ts';
import type { JobHandler, RunningJob } from '../../platform/jobs/job.ts';
import type { Announcements } from '../announcements.ts';
import type { Log } from '../log/log.ts';
import type { Due, DueRepository } from './due.repository.ts';
import type { RulesRepository } from './rules.repository.ts';
import type { Account, StoreRepository } from './store.repository.ts';

type Rest = RunningJob['rest'];

/** Conversations that are looked at in one statement. */
const lookedAt = 100;
/** Messages a step: it holds the lock of a conversation for milliseconds. */
const movedAtOnce = 50;
const removedAtOnce = 100;

/** Follows the rules: step by step, and where it was cut off it goes on, because what is due is read from the rows. */
export function createRetentionJob(deps: {
  readonly db: Database;
  readonly log: Log;
  readonly rules: Pick<RulesRepository, 'instance'>;
  readonly due: DueRepository;
  readonly store: StoreRepository;
  readonly announcements: Pick<Announcements, 'committed'>;
}): JobHandler {
  const { db, log, rules, due, store, announcements } = deps;

  /** Does steps until one has nothing left to do. */
  async function steps(rest: Rest, step: () => Promise<boolean>): Promise<void> {
    while (await step()) await rest();
  }

  /** One number on the record: what lies below the border is gone, for everybody at once. */
  async function raise(account: Account, below: number): Promise<void> {
    const committed = await db.transaction(async (tx) => {
      const locked = await log.lock(tx, account.conversationId);
      if (locked === null) return null;
      const border = await due.aboveLast(account.conversationId, below, tx);
      if (border === 0) return null;
      const appended = await log.append(tx, locked, [{ kind: 'purged', actorId: locked.createdBy }]);
      await store.raise(tx, account, border);
      return log.committed(tx, appended);
    });
    if (committed !== null) announcements.committed(committed);
  }

  async function follow(runId: string, one: Due, rest: Rest): Promise<void> {
    const { id: conversationId, rule, removeBelow, archiveBelow, purgedBelowSeq } = one;
    const account = { runId, conversationId, rule };
    if ((await due.aboveLast(conversationId, removeBelow)) > purgedBelowSeq) await raise(account, removeBelow);
    await steps(rest, () =>
      db.transaction(async (tx) => (await store.remove(tx, account, { below: removeBelow, limit: removedAtOnce })) > 0),
    );
    let from = removeBelow;
    await steps(rest, async () => {
      if (from >= archiveBelow) return false;
      const last = await db.transaction(async (tx) => {
        if ((await log.lock(tx, conversationId)) === null) return null;
        return store.move(tx, account, { from, below: archiveBelow, limit: movedAtOnce });
      });
      if (last !== null) from = last + 1;
      return last !== null;
    });
    await store.close(conversationId);
  }

  return async ({ row, progress, rest }) => {
    const { rule } = await rules.instance();
    let looked = 0;
    for (let after: string | null = null; ; ) {
      const page = await due.page(rule, after, lookedAt);
      for (const one of page) {
        if (one.waits) await follow(row.id, one, rest);
        await progress(++looked);
      }
      after = page.at(-1)?.id ?? null;
      if (page.length < lookedAt) return { conversations: looked };
    }
  };
}
