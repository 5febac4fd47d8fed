import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import { createTicker } from '../platform/ticker.ts';
import type { NodesRepository } from './nodes.repository.ts';

/** This process among its peers. */
export interface Nodes {
  /** Puts this node on the list; from then on it beats. */
  start(): Promise<void>;
  /** Takes it off: the others need not wait for its silence. */
  stop(): Promise<void>;
}

/** Beats, and notices whose beat has ended: their announcements and their people's presence are then somebody's work. */
export function createNodes(deps: {
  readonly repository: NodesRepository;
  readonly nodeId: string;
  readonly every: number;
  readonly deadAfter: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Others died and held sockets of these people. */
  readonly onDeath: (userIds: readonly string[]) => void;
  /** The others took this node for dead while it slept: what they removed must be written again. */
  readonly onReturn: () => void;
}): Nodes {
  const { repository, nodeId, every, deadAfter, clock, logger, onDeath, onReturn } = deps;
  let beatAt = clock.now();
  let regularSince = Number.NEGATIVE_INFINITY;

  const ticker = createTicker(every, async () => {
    try {
      if (await repository.beat(nodeId)) onReturn();
      const now = clock.now();
      // Where this node could not beat for so long, nobody could: they get the time to.
      if (now - beatAt >= deadAfter / 2) regularSince = now;
      beatAt = now;
      if (now - regularSince < deadAfter) return;
      const { dead, userIds } = await repository.buryDead(deadAfter);
      if (dead === 0) return;
      logger.warn({ nodes: dead, people: userIds.length }, 'nodes died');
      onDeath(userIds);
    } catch (error) {
      logger.warn({ err: error }, 'no heartbeat');
    }
  });

  return {
    async start() {
      await repository.beat(nodeId);
      await ticker.now();
      ticker.start();
    },
    async stop() {
      await ticker.stop();
      await repository.leave(nodeId);
    },
  };
}
