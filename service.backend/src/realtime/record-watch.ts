import { createTicker } from '../platform/ticker.ts';
import { createAnnouncedRepository } from './announced.repository.ts';
import { createAnnounced, type Reach } from './announced.ts';
import { type Announcer, createAnnouncer } from './announcer.ts';
import { createDelayed } from './delayed.ts';
import type { Fanout } from './fanout.ts';
import type { Membership } from './membership.ts';
import { part, type RealtimeDeps } from './parts.ts';
import { createSweepRepository } from './sweep.repository.ts';
import { createSweeper } from './sweeper.ts';
import { timed } from './timed.ts';
import type { RealtimeTimings } from './timings.ts';

/** From the log to the sockets, at least once: the announcer, its book, and the sweeper behind both. */
export interface RecordWatch {
  readonly announcer: Announcer;
  start(): Promise<void>;
  /** Another node's heartbeat ended. */
  nodeDied(): Promise<void>;
  redisReturned(): void;
  /** Something may be on the record that nobody has announced: it is looked for soon. */
  doubted(): void;
  close(): Promise<void>;
}

/** One process alone reaches everybody there is. */
const alone: Reach = { publishing: () => true, losses: () => 0, answered: async () => undefined };

/** Puts the three together. */
export function createRecordWatch(
  deps: Pick<RealtimeDeps, 'db' | 'log' | 'epochs' | 'clock' | 'logger' | 'metrics' | 'overrides'> & {
    readonly timings: RealtimeTimings;
    readonly fanout: Fanout;
    readonly membership: Membership;
    readonly link: Reach | null;
  },
): RecordWatch {
  const { db, log, epochs, clock, logger, metrics, timings, fanout, membership, overrides = {} } = deps;
  const reach = deps.link ?? alone;
  let returnedAt = 0;
  let isClosed = false;

  const book = part(
    overrides.announced,
    createAnnounced({
      repository: createAnnouncedRepository(db, epochs.current),
      reach,
      every: timings.announcedEvery,
      onOwed: metrics.delivery.owed,
      logger,
    }),
  );
  const { announced, announcer } = timed(metrics.delivery, book, (timedBook) =>
    part(overrides.announcer, createAnnouncer({ fanout, membership, announced: timedBook, logger })),
  );
  const sweeper = part(
    overrides.sweeper,
    createSweeper({
      repository: createSweepRepository({ db, log, epoch: (tx) => epochs.current(tx) }),
      announced,
      fanout,
      logger,
      every: timings.sweepEvery,
      olderThan: timings.sweepOlderThan,
      metrics,
    }),
  );
  // After Redis' return the others get a moment to subscribe again: who is not listening yet would miss it once more.
  const debts = createTicker(timings.sweepAfterReturn, async () => {
    if (reach.publishing() && clock.now() - returnedAt >= timings.sweepAfterReturn) await sweeper.payOwed();
  });

  // Not earlier: what another node commits at this moment is its own to announce.
  let inDoubt = 0;
  const doubts = createDelayed(timings.sweepAfterDoubt, async () => {
    const several = inDoubt > 1;
    inDoubt = 0;
    if (isClosed) return;
    await sweeper.sweep();
    // What the last of several is about may have been too young for this look.
    if (several) doubted();
  });
  function doubted(): void {
    inDoubt += 1;
    doubts.wake();
  }

  return {
    announcer,
    doubted,
    async start() {
      await sweeper.start();
      debts.start();
    },
    nodeDied: () => sweeper.sweep(),
    redisReturned() {
      returnedAt = clock.now();
    },
    async close() {
      isClosed = true;
      await doubts.close();
      await debts.stop();
      await sweeper.stop();
      await announcer.idle();
      await announced.close();
    },
  };
}
