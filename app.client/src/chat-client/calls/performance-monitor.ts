/** What happened under one name. Durations in milliseconds; percentiles over the most recent ones. */
export interface Measure {
  readonly name: string;
  readonly count: number;
  readonly failures: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly maximum: number;
}

/** Names and numbers, never a text, a token or an id. */
export interface PerformanceMonitor {
  /** Times it, also when it fails. */
  measure<T>(name: string, work: () => Promise<T>): Promise<T>;
  record(name: string, milliseconds: number, failed?: boolean): void;
  /** All measures by name. */
  report(): readonly Measure[];
}
