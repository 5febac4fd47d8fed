import type { SocketMetrics } from '../platform/metrics/socket-metrics.ts';
import type { RedisLink } from './redis.ts';
import type { SocketServer } from './socket-server.ts';

/** Lets whoever looks see the sockets of this node and its link to the others, where there is one. */
export function watchSockets(
  metrics: Pick<SocketMetrics, 'watch' | 'watchRedis'>,
  io: SocketServer,
  link: Pick<RedisLink, 'whole' | 'losses'> | null,
): void {
  metrics.watch(() => ({ open: io.engine.clientsCount, connected: io.of('/').sockets.size }));
  if (link !== null) metrics.watchRedis(() => ({ whole: link.whole(), losses: link.losses() }));
}
