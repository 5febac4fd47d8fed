import type { Logger } from '../platform/logger.ts';
import type { AnnouncedRepository, Told } from './announced.repository.ts';
import { createDelayed } from './delayed.ts';

/** Whether what was published got as far as Redis. Without Redis it always did. */
export interface Reach {
  /** True while publishing reaches the other nodes. */
  publishing(): boolean;
  /** Rises with everything that was dropped, failed, or may have been lost with a connection. */
  losses(): number;
  /** Settles when all that was published so far has been taken, or is among the losses. */
  answered(): Promise<void>;
}

/** Keeps book of what was announced, so that a sweeper knows what a dead node left. Nothing here is waited for. */
export interface Announced {
  note(conversationId: string, from: number, upTo: number, epoch: string): void;
  /** This node committed something there that it could not announce. */
  owe(conversationId: string): void;
  /** The conversations owed so far; whoever takes them pays. */
  takeOwed(): string[];
  /** Another life of the database began. */
  forget(): void;
  flush(): Promise<void>;
  close(): Promise<void>;
}

interface Range {
  readonly from: number;
  readonly upTo: number;
  readonly epoch: string;
  readonly losses: number;
}

const batch = 500;

/**
 * Writes lazily and in batches, each number by itself: over one that somebody else has not announced no mark jumps, and what
 * was announced beyond it is known when he does. What was published while Redis was away, or got lost, is owed instead.
 */
export function createAnnounced(deps: {
  readonly repository: AnnouncedRepository;
  readonly reach: Reach;
  readonly every: number;
  readonly onOwed: (conversationId: string) => void;
  readonly logger: Logger;
}): Announced {
  const { repository, reach, logger } = deps;
  let ranges = new Map<string, readonly Range[]>();
  const owed = new Set<string>();
  const flushing = createDelayed(deps.every, flush);

  function owe(conversationId: string): void {
    owed.add(conversationId);
    deps.onOwed(conversationId);
  }

  async function flush(): Promise<void> {
    const life = ranges;
    const taken = [...life].slice(0, batch);
    if (taken.length === 0) return;
    for (const [conversationId] of taken) life.delete(conversationId);
    // A Redis that is frozen looks as if it were there: what it has not taken yet may be lost with it.
    await reach.answered();
    const losses = reach.losses();
    const whole = taken.filter(([, noted]) => noted.every((range) => range.losses === losses));
    const told = whole.flatMap(([conversationId, noted]) => noted.map((range) => ({ conversationId, ...range })));
    const settled = new Set(told.length === 0 || life !== ranges ? [] : await write(told));
    // Another life of the database began meanwhile: its numbers say nothing any more.
    if (life !== ranges) return;
    for (const [conversationId, noted] of taken) {
      if (noted.some((range) => range.losses !== losses)) owe(conversationId);
      else if (!settled.has(conversationId))
        ranges.set(conversationId, [...noted, ...(ranges.get(conversationId) ?? [])]);
    }
    if (ranges.size > 0) flushing.wake();
  }

  async function write(told: readonly Told[]): Promise<readonly string[]> {
    return repository.add(told).catch((error: unknown) => {
      logger.warn({ err: error }, 'what was announced could not be noted');
      return [];
    });
  }

  return {
    note(conversationId, from, upTo, epoch) {
      if (!reach.publishing()) {
        owe(conversationId);
        return;
      }
      const noted = ranges.get(conversationId) ?? [];
      const last = noted.at(-1);
      const losses = reach.losses();
      const goesOn = last?.upTo === from && last.losses === losses && last.epoch === epoch;
      ranges.set(
        conversationId,
        goesOn ? [...noted.slice(0, -1), { ...last, upTo }] : [...noted, { from, upTo, epoch, losses }],
      );
      flushing.wake();
    },
    owe,
    takeOwed() {
      const taken = [...owed];
      owed.clear();
      return taken;
    },
    forget() {
      ranges = new Map();
      owed.clear();
    },
    flush: () => flushing.now(),
    close: () => flushing.close(),
  };
}
