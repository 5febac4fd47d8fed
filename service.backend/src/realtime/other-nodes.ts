import type { RedisLink } from './redis.ts';
import type { InterNodeEvents, SocketServer } from './socket-server.ts';

/** What the other nodes count, over the way by which sockets hear of each other. */
export interface OtherNodes {
  /** Their answers, in whatever order; fewer where some are away or take too long, none without a Redis. Never rejects. */
  counted(): Promise<readonly unknown[]>;
}

/** How long the slowest is waited for, in milliseconds: whoever looks sees the rest meanwhile. */
export const patienceMs = 1_500;

/** Asks them, and answers when asked. */
export function createOtherNodes(
  io: SocketServer,
  link: Pick<RedisLink, 'whole'> | null,
  counted: () => unknown,
): OtherNodes {
  const answerWith: InterNodeEvents['counted'] = (answer) => answer(counted());
  io.on('counted', answerWith);
  return {
    async counted() {
      if (link === null || !link.whole()) return [];
      return new Promise((resolve) => {
        // A Redis that goes away now is never answered for: the adapter keeps that to itself.
        const timer = setTimeout(() => resolve([]), patienceMs + 500);
        io.serverSideEmit('counted', (_late, answers) => {
          clearTimeout(timer);
          resolve(answers);
        });
      });
    },
  };
}
