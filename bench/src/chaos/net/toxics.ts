/** What can be wrong with a link. Nothing is wrong with `healthy`. */
export interface Toxics {
  /** Milliseconds each piece is late, give or take `jitter`; the order stays. */
  readonly latency: number;
  readonly jitter: number;
  /** Bytes a second in each direction. */
  readonly rate: number | null;
  /** Bytes are handed on in pieces of this size. */
  readonly slice: number | null;
  /** Nobody listens, and what was connected is cut. */
  readonly down: boolean;
  /** Connections stay, and nothing passes until it is over. */
  readonly blackhole: boolean;
  /** A connection is cut after so many bytes in both directions together. */
  readonly limitBytes: number | null;
}

/** A link as it should be. */
export const healthy: Toxics = {
  latency: 0,
  jitter: 0,
  rate: null,
  slice: null,
  down: false,
  blackhole: false,
  limitBytes: null,
};

/** A chunk in pieces of the asked size. */
export function sliced(chunk: Buffer, { slice }: Pick<Toxics, 'slice'>): readonly Buffer[] {
  if (slice === null || chunk.length <= slice) return [chunk];
  return Array.from({ length: Math.ceil(chunk.length / slice) }, (_, index) =>
    chunk.subarray(index * slice, (index + 1) * slice),
  );
}
