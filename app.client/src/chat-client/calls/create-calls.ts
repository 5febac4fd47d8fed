import type { ChatSocket, ClientPorts } from '../ports.ts';
import type { Reporter } from '../reports/reporter.ts';
import { trailed } from '../reports/trailed.ts';
import { broken } from './broken.ts';
import { type CacheView, cached } from './cached.ts';
import type { Call } from './call.ts';
import { httpCall } from './http-call.ts';
import { limited } from './limited.ts';
import { monitored } from './monitored.ts';
import type { PerformanceMonitor } from './performance-monitor.ts';
import type { RateLimiter } from './rate-limiter.ts';
import { socketCall, withSecondCarrier, withSwiftCarrier } from './socket-call.ts';
import type { TtlLruCache } from './ttl-lru-cache.ts';

/** The chain of one account; null: of nobody, who asks who he is. One account has one chain. */
export type CallFor = (account: string | null) => Call;

/** What the chains are made of. */
export interface CallDeps {
  readonly ports: Pick<ClientPorts, 'fetch' | 'baseUrl' | 'clock'>;
  readonly monitor: PerformanceMonitor;
  readonly reporter: Pick<Reporter, 'note'>;
  readonly limiter: RateLimiter;
  readonly cache: TtlLruCache<unknown>;
  readonly view: CacheView;
  /** The socket of this account: never another's, whoever is signed in by the time it is needed. */
  readonly socketOf: (account: string | null) => ChatSocket | null;
}

/**
 * trail, monitor, cache, breaker, limiter, HTTP. The second carrier stands before the breaker, because a circuit that is open
 * for HTTP says nothing about the socket; its requests pass the limiter too. Comparisons and receipts go over the socket first.
 */
export function createCalls({ ports, monitor, reporter, limiter, cache, view, socketOf }: CallDeps): CallFor {
  const guard = limited(limiter);
  const circuit = broken(ports.clock);
  const calls = new Map<string | null, Call>();

  return (account) => {
    const known = calls.get(account);
    if (known) return known;
    const socket = () => socketOf(account);
    const http = circuit(guard(httpCall(ports, account)));
    const overSocket = guard(socketCall(socket));
    const carried = withSwiftCarrier(socket, overSocket)(withSecondCarrier(socket, overSocket)(http));
    const call = trailed(reporter)(monitored(monitor)(cached(cache, view)(carried)));
    calls.set(account, call);
    return call;
  };
}
