import type { Logger } from '../platform/logger.ts';
import type { Metrics } from '../platform/metrics/metrics.ts';
import { createTicker } from '../platform/ticker.ts';
import type { Announced } from './announced.ts';
import type { Fanout } from './fanout.ts';
import type { SweepRepository, Unannounced } from './sweep.repository.ts';
import { viewsOf } from './views.ts';

/** Announces from the log what nobody announced. */
export interface Sweeper {
  /** Sweeps at once, and from then on every so often. */
  start(): Promise<void>;
  /** Looks at the whole record: at start, when a node has died, and every so often. */
  sweep(): Promise<void>;
  /** Announces what this node owes, without waiting for its turn. */
  payOwed(): Promise<void>;
  stop(): Promise<void>;
}

interface SweeperDeps {
  readonly repository: SweepRepository;
  readonly announced: Announced;
  readonly fanout: Fanout;
  readonly logger: Logger;
  readonly every: number;
  readonly olderThan: number;
  readonly metrics: Pick<Metrics, 'now' | 'since' | 'delivery'>;
}

const batch = 200;

/** A dead node's commits, and what Redis or a failing read kept this one from announcing. Doing it twice is harmless. */
export function createSweeper(deps: SweeperDeps): Sweeper {
  const { repository, announced, fanout, logger, every, olderThan, metrics } = deps;
  const ticker = createTicker(every, sweepAll);

  async function sweepAll(): Promise<void> {
    const began = metrics.now();
    let swept = 0;
    try {
      for (let after: string | null = null; ; ) {
        const ids: string[] = await repository.lagging({ olderThan, after, limit: batch });
        for (const id of ids) await announceOrOwe(id);
        swept += ids.length;
        if (ids.length < batch) break;
        after = ids.at(-1) ?? null;
      }
      if (swept > 0) logger.info({ conversations: swept }, 'announced what others had left');
      metrics.delivery.looked('ok', metrics.since(began));
    } catch (error) {
      metrics.delivery.looked('failed', metrics.since(began));
      logger.warn({ err: error }, 'the sweep failed, the next one goes on');
    }
  }

  /** One conversation that cannot be read keeps nobody from the others. */
  async function announceOrOwe(conversationId: string): Promise<void> {
    await announce(conversationId).catch((error: unknown) => {
      announced.owe(conversationId);
      logger.warn({ err: error, conversationId }, 'not announced now, it is owed');
    });
  }

  async function announce(conversationId: string): Promise<void> {
    const found = await repository.read(conversationId);
    if (found === null) return;
    publish(found);
    metrics.delivery.swept();
    announced.note(conversationId, found.from, found.head, found.epoch);
  }

  function publish({ epoch, conversationId: c, from, head, members, ended, changes }: Unannounced): void {
    for (const { userId, seq } of ended) {
      fanout.publish([userId], { name: 'membership.ended', payload: { epoch, c, seq } });
    }
    for (const view of viewsOf(changes ?? [], members)) {
      // Without changes the range is empty: it says where the head is, and the cursor stays.
      const range = changes === null ? { from: head, upTo: head } : { from, upTo: head };
      fanout.publish(view.userIds, { name: 'event', payload: { epoch, c, ...range, changes: [...view.changes] } });
    }
  }

  return {
    async start() {
      await ticker.now();
      ticker.start();
    },
    sweep: () => ticker.now(),
    async payOwed() {
      for (const id of announced.takeOwed()) await announceOrOwe(id);
    },
    stop: () => ticker.stop(),
  };
}
