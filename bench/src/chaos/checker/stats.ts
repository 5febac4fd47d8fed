import { type Facts, groupBy } from './facts.ts';

/** What is reported and fails nothing by itself. */
export interface Stats {
  readonly sends: number;
  readonly acknowledged: number;
  readonly replays: number;
  readonly refused: number;
  readonly doubtStored: number;
  readonly doubtNotStored: number;
  /** Messages applied, counted by device. */
  readonly received: number;
  /** Messages that came again and changed nothing. */
  readonly repeats: number;
  readonly holes: number;
  readonly syncs: number;
  readonly heads: number;
  readonly freshStarts: number;
  readonly purges: number;
  /** From the acknowledgement to the first time another device has it, in milliseconds. */
  readonly lag: Percentiles;
  /** From the first attempt to the acknowledgement. */
  readonly ack: Percentiles;
}

/** Of so many values. */
export interface Percentiles {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Of any values, in any order. */
export function percentilesOf(values: readonly number[]): Percentiles {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) };
}

/** Counts what the history tells. */
export function statsOf({ history, of, stored }: Facts): Stats {
  const acks = new Map<string, number>();
  for (const { c, id, at } of of('ack')) if (!acks.has(`${c}/${id}`)) acks.set(`${c}/${id}`, at);
  const first = new Map<string, number>();
  for (const { c, id, at } of of('attempt')) if (!first.has(`${c}/${id}`)) first.set(`${c}/${id}`, at);
  const refused = new Set(of('reject').map(({ c, id }) => `${c}/${id}`));
  const sends = groupBy(of('send'), ({ c, id }) => `${c}/${id}`);
  const doubts = [...sends.keys()].filter((key) => !acks.has(key) && !refused.has(key));
  const isStored = (key: string) =>
    stored.get(key.slice(0, key.indexOf('/')))?.byId.has(key.slice(key.indexOf('/') + 1));

  const applied = new Set<string>();
  const lags: number[] = [];
  for (const { device, c, at, from, rows } of of('apply')) {
    for (const { id, seq } of rows) {
      const key = `${c}/${id}`;
      if (applied.has(`${device}/${key}`)) continue;
      applied.add(`${device}/${key}`);
      const ackedAt = acks.get(key);
      const isOwn = sends.get(key)?.some((send) => send.device === device) ?? true;
      // What a page brings of earlier days is not late.
      const isNews = from > 0 && seq > from;
      if (ackedAt !== undefined && isNews && !isOwn) lags.push(Math.max(0, at - ackedAt));
    }
  }
  const arrived = of('recv').reduce((sum, { rows }) => sum + rows.length, 0);
  return {
    sends: sends.size,
    acknowledged: acks.size,
    replays: of('ack').filter(({ replay }) => replay).length,
    refused: refused.size,
    doubtStored: doubts.filter(isStored).length,
    doubtNotStored: doubts.filter((key) => isStored(key) !== true).length,
    received: applied.size,
    repeats: Math.max(0, arrived - applied.size),
    holes: of('hole').length,
    syncs: of('sync').length,
    heads: of('heads').length,
    freshStarts: of('reset').filter(({ from }) => from > 0).length,
    purges: history.filter(({ kind }) => kind === 'purge').length,
    lag: percentilesOf(lags),
    ack: percentilesOf([...acks].map(([key, at]) => at - (first.get(key) ?? at))),
  };
}
