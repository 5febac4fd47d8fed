/** What a person may expect on an ordinary line, in milliseconds: half of the time, and nineteen times out of twenty. */
export interface SpeedLimit {
  readonly p50: number;
  readonly p95: number;
}

/** The published limits, by what is measured. Layout shift is in thousandths, everything else in milliseconds. */
export const speedLimits = {
  'message.durable': { p50: 20, p95: 100 },
  'message.sent': { p50: 30, p95: 150 },
  'message.acknowledged': { p50: 150, p95: 600 },
  'message.delivered': { p50: 250, p95: 1_000 },
  'socket.connect': { p50: 500, p95: 2_500 },
  'socket.roundTrip': { p50: 100, p95: 400 },
  api: { p50: 150, p95: 600 },
  'page.TTFB': { p50: 300, p95: 800 },
  'page.FCP': { p50: 800, p95: 1_800 },
  'page.LCP': { p50: 1_000, p95: 2_500 },
  'page.INP': { p50: 50, p95: 200 },
  'page.CLS': { p50: 50, p95: 100 },
  'page.longTask': { p50: 100, p95: 200 },
} as const satisfies Record<string, SpeedLimit>;

/** The limit that what bears this name is held to; null where there is none. All calls share one. */
export function speedLimitOf(name: string): SpeedLimit | null {
  const known: Readonly<Record<string, SpeedLimit>> = speedLimits;
  return known[name] ?? (name.startsWith('api.') ? speedLimits.api : null);
}
