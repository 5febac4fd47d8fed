import { DomainError } from './domain-error.ts';

/** Carries out everything that waits for one key at once; answers one result for each, in the same order. */
export type CarryOut<Item, Result> = (key: string, items: readonly Item[]) => Promise<readonly Result[]>;

/** Hands one item over and waits for its own result. */
export type Gather<Item, Result> = (key: string, item: Item) => Promise<Result>;

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** How a lane is kept. */
interface GatherOptions {
  /** So many are carried out at once. */
  readonly most?: number;
  /** So many may wait. */
  readonly longest?: number;
  /** Between two goes, unless a full one waits already: who comes meanwhile shares the next. The first never waits. */
  readonly rest?: (tookMs: number) => Promise<void>;
}

/** A rest of so many milliseconds. */
export const restFor = (milliseconds: number) => (): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * A rest twice as long as the work before it took, at most so many milliseconds: next to none where there is little to do, and
 * the more share a go the more there is. The measurements behind it are in docs/speed.md.
 */
export const restByWork =
  (mostMs: number) =>
  (tookMs: number): Promise<void> =>
    restFor(Math.min(2 * tookMs, mostMs))();

/**
 * One transaction at a time for a key, and all that arrived meanwhile shares the next: writers of one conversation queue
 * on its row anyway, so they may as well pay for one commit together. Whoever comes alone waits for nothing.
 */
export function createGather<Item, Result>(
  carryOut: CarryOut<Item, Result>,
  { most = 100, longest = 1_000, rest }: GatherOptions = {},
): Gather<Item, Result> {
  const lanes = new Map<string, Waiting<Item, Result>[]>();

  async function settle(key: string, batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await carryOut(
        key,
        batch.map(({ item }) => item),
      );
      batch.forEach(({ resolve, reject }, index) => {
        const result = results[index];
        if (result === undefined) reject(new Error('carried out, but without a result'));
        else resolve(result);
      });
    } catch (error) {
      if (batch.length === 1 || isUnavailable(error)) for (const { reject } of batch) reject(error);
      // One that cannot be carried out must not take the others with it. Nothing was committed, so each may go alone.
      else for (const one of batch) await settle(key, [one]);
    }
  }

  async function drain(key: string, lane: Waiting<Item, Result>[]): Promise<void> {
    while (lane.length > 0) {
      const began = performance.now();
      await settle(key, lane.splice(0, most));
      if (lane.length < most) await rest?.(performance.now() - began);
    }
    lanes.delete(key);
  }

  return (key, item) =>
    new Promise((resolve, reject) => {
      const lane = lanes.get(key);
      if (lane && lane.length >= longest) {
        reject(new DomainError('UNAVAILABLE', { retryAfterMs: 1_000 }));
        return;
      }
      const waiting = { item, resolve, reject };
      if (lane) {
        lane.push(waiting);
        return;
      }
      const opened = [waiting];
      lanes.set(key, opened);
      void drain(key, opened);
    });
}

// Unavailable: the outcome may be unknown, and trying each alone would only wait that many times.
const isUnavailable = (error: unknown): boolean => error instanceof DomainError && error.code === 'UNAVAILABLE';
