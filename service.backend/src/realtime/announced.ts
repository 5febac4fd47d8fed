import type { Logger } from '../platform/logger.ts';
import type { AnnouncedRepository } from './announced.repository.ts';
import { createDelayed } from './delayed.ts';

/** Whether what was published got as far as Redis. Without Redis it always did. */
export interface Reach {
  /** True while publishing reaches the other nodes. */
  publishing(): boolean;
  /** Rises with everything that was dropped, failed, or may have been lost with a connection. */
  losses(): number;
}

/** Keeps book of what was announced, so that a sweeper knows what a dead node left. Nothing here is waited for. */
export interface Announced {
  note(conversationId: string, from: number, upTo: number): void;
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
  readonly losses: number;
  /** How often another node's numbers still lay between. */
  readonly tries: number;
}

const batch = 500;
const triesAtMost = 20;

/**
 * Writes lazily and in batches, and moves the mark only from where it stands: over a number that somebody else has not
 * announced it never jumps. What was published while Redis was away, or got lost, is owed instead.
 */
export function createAnnounced(deps: {
  readonly repository: AnnouncedRepository;
  readonly reach: Reach;
  readonly every: number;
  readonly logger: Logger;
}): Announced {
  const { repository, reach, logger } = deps;
  const ranges = new Map<string, Range[]>();
  const owed = new Set<string>();
  const flushing = createDelayed(deps.every, flush);

  async function flush(): Promise<void> {
    const first = [...ranges].slice(0, batch).flatMap(([conversationId, [range]]) => {
      if (range === undefined || range.losses !== reach.losses() || range.tries > triesAtMost) {
        ranges.delete(conversationId);
        if (range !== undefined) owed.add(conversationId);
        return [];
      }
      return [{ conversationId, from: range.from, upTo: range.upTo }];
    });
    if (first.length === 0) return;
    const marks = await repository.move(first).catch((error: unknown) => {
      logger.warn({ err: error }, 'what was announced could not be noted');
      return [];
    });
    const reached = new Map(marks.map(({ conversationId, seq }) => [conversationId, seq]));
    for (const { conversationId } of first) settle(conversationId, reached.get(conversationId) ?? 0);
    if (ranges.size > 0) flushing.wake();
  }

  function settle(conversationId: string, reached: number): void {
    const left = (ranges.get(conversationId) ?? []).filter(({ upTo }) => upTo > reached);
    if (left.length === 0) ranges.delete(conversationId);
    else
      ranges.set(
        conversationId,
        left.map((range, index) => (index === 0 ? { ...range, tries: range.tries + 1 } : range)),
      );
  }

  return {
    note(conversationId, from, upTo) {
      if (!reach.publishing()) {
        owed.add(conversationId);
        return;
      }
      const noted = ranges.get(conversationId) ?? [];
      const last = noted.at(-1);
      const losses = reach.losses();
      if (last !== undefined && last.upTo === from && last.losses === losses)
        noted[noted.length - 1] = { ...last, upTo };
      else noted.push({ from, upTo, losses, tries: 0 });
      ranges.set(conversationId, noted);
      flushing.wake();
    },
    owe: (conversationId) => void owed.add(conversationId),
    takeOwed() {
      const taken = [...owed];
      owed.clear();
      return taken;
    },
    forget() {
      ranges.clear();
      owed.clear();
    },
    flush: () => flushing.now(),
    close: () => flushing.close(),
  };
}
