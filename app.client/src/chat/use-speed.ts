import { type SpeedLimit, speedLimitOf } from '@parley/shared/speed.ts';
import { useMemo } from 'react';
import type { Measure, SlowThing, Timed } from '../chat-client/calls/performance-monitor.ts';
import type { CacheStatistics } from '../chat-client/calls/ttl-lru-cache.ts';
import type { ChatClient } from '../chat-client/chat-client.ts';
import { useChatClient } from './ChatContext.tsx';
import { useNow } from './use-now.ts';

/** A measure beside what it is held to. */
export interface Held extends Measure {
  readonly limit: SpeedLimit | null;
}

/** What this device measured since the page was opened. */
export interface Speed {
  readonly lookedAt: number;
  readonly held: readonly Held[];
  readonly slow: readonly SlowThing[];
  readonly cache: CacheStatistics;
  /** How often the socket went and came back. */
  readonly drops: number;
  /** The seconds at which something of these names ended, and how long each took then. */
  readonly plot: {
    readonly times: readonly number[];
    readonly sends: readonly (number | null)[];
    readonly roundTrips: readonly (number | null)[];
  };
}

/** How often a panel that is open looks again. */
const LOOK_MS = 2_000;

const weight = ({ name }: Measure): number => ['message', 'socket', 'page', 'api'].indexOf(name.split('.')[0] ?? '');

/** Follows the monitor while something shows it. */
export function useSpeed(): Speed {
  const client = useChatClient();
  const now = useNow(LOOK_MS);
  return useMemo(() => speedOf(client, now), [client, now]);
}

function speedOf(client: Pick<ChatClient, 'monitor' | 'cacheStatistics'>, lookedAt: number): Speed {
  const { monitor } = client;
  const held = monitor
    .report()
    .map((measure) => ({ ...measure, limit: speedLimitOf(measure.name) }))
    .sort((one, other) => weight(one) - weight(other));
  const [sends, trips] = [monitor.recent('message.acknowledged'), monitor.recent('socket.roundTrip')];
  const times = [...new Set([...sends, ...trips].map(({ at }) => at / 1_000))].sort((one, other) => one - other);
  const along = (timed: readonly Timed[]) => {
    const byTime = new Map(timed.map(({ at, milliseconds }) => [at / 1_000, milliseconds]));
    return times.map((time) => byTime.get(time) ?? null);
  };
  const connects = held.find(({ name }) => name === 'socket.connect')?.count ?? 0;
  return {
    lookedAt,
    held,
    slow: monitor.slow(),
    cache: client.cacheStatistics(),
    drops: Math.max(0, connects - 1),
    plot: { times, sends: along(sends), roundTrips: along(trips) },
  };
}
