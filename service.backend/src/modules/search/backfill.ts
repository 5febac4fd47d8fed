import { randomUUID } from 'node:crypto';
import type { Database, Tx } from '../../database/connection.ts';
import type { Jobs } from '../../platform/jobs/jobs.ts';
import { groupBy } from '../log/group-by.ts';
import type { BackfillRepository } from './backfill.repository.ts';
import type { SearchRows } from './search-rows.repository.ts';

const kind = 'search.backfill';
const writtenAtOnce = 50;

/**
 * Makes findable what was written before there was search, by an older tokenizer, or by a node that knew neither: walks
 * over all messages when a service starts, in short steps that remember where they came to.
 */
export function createBackfill(deps: {
  readonly db: Pick<Database, 'transaction'>;
  readonly walk: BackfillRepository;
  readonly rows: SearchRows;
  readonly jobs: Pick<Jobs, 'handle' | 'add' | 'wake'>;
}) {
  const { db, walk, rows, jobs } = deps;

  /** False when there is no next one, or another node is at it. */
  async function step(tx: Tx): Promise<boolean> {
    if (!(await walk.begin(tx))) return false;
    const before = await walk.progress(tx);
    const places = before === null ? [] : await walk.next(tx, before);
    const wanting = places.filter(({ ready }) => !ready).slice(0, writtenAtOnce);
    if (wanting.length > 0) {
      const messages = await walk.read(tx, wanting);
      for (const [conversationId, group] of groupBy(messages, (message) => message.conversationId)) {
        await rows.put(tx, conversationId, group);
      }
    }
    const last = (wanting.length === writtenAtOnce ? wanting : places).at(-1) ?? null;
    await walk.stand(tx, last);
    return last !== null;
  }

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
      if (!(await walk.isLeft())) return;
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
