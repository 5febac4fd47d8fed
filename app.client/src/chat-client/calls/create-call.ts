import type { ChatSocket, ClientPorts } from '../ports.ts';
import { broken } from './broken.ts';
import { type CacheView, cached } from './cached.ts';
import type { Call } from './call.ts';
import { httpCall } from './http-call.ts';
import { limited } from './limited.ts';
import { monitored } from './monitored.ts';
import type { PerformanceMonitor } from './performance-monitor.ts';
import type { RateLimiter } from './rate-limiter.ts';
import { socketCall, withSecondCarrier } from './socket-call.ts';
import type { TtlLruCache } from './ttl-lru-cache.ts';

/** What the chain is made of. */
export interface CallDeps {
  readonly ports: Pick<ClientPorts, 'fetch' | 'baseUrl' | 'clock'>;
  readonly monitor: PerformanceMonitor;
  readonly limiter: RateLimiter;
  readonly cache: TtlLruCache<unknown>;
  readonly view: CacheView;
  readonly socket: () => ChatSocket | null;
}

/**
 * monitor, cache, breaker, limiter, HTTP. The second carrier stands before the breaker, because a circuit that is open
 * for HTTP says nothing about the socket; its requests pass the limiter too.
 */
export function createCall({ ports, monitor, limiter, cache, view, socket }: CallDeps): Call {
  const guard = limited(limiter);
  const http = broken(ports.clock)(guard(httpCall(ports)));
  const carried = withSecondCarrier(socket, guard(socketCall(socket)))(http);
  return monitored(monitor)(cached(cache, view)(carried));
}
