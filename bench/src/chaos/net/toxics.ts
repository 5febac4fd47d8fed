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
  /** What the client says arrives, what it is answered does not, until it is over. */
  readonly deaf: boolean;
  /** The share of requests that never come to an answer: they or it are lost on the way, and the connection with them. */
  readonly loss: number;
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
  deaf: false,
  loss: 0,
  limitBytes: null,
};

const finely = 400;
const coarser = 64;
const leastPiece = 256;

/**
 * A chunk in pieces of the asked size. Only its beginning: parsers stumble over heads, and a long body in single bytes
 * would keep a machine busy that others need.
 */
export function sliced(chunk: Buffer, { slice, rate }: Pick<Toxics, 'slice' | 'rate'>): readonly Buffer[] {
  if (slice === null) return rate === null ? [chunk] : cut(chunk, Math.max(leastPiece, Math.round(rate / 8)));
  const pieces: Buffer[] = [];
  for (let at = 0; at < chunk.length; ) {
    const end = at + (pieces.length < finely ? slice : slice * coarser);
    pieces.push(chunk.subarray(at, end));
    at = end;
  }
  return pieces;
}

/** A slow link is slow all the time: it does not take a large piece at once and then pause for a minute. */
function cut(chunk: Buffer, size: number): readonly Buffer[] {
  const count = Math.ceil(chunk.length / size);
  return Array.from({ length: count }, (_, index) => chunk.subarray(index * size, (index + 1) * size));
}
