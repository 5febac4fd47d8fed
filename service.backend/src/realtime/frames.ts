import type { Committed } from '../modules/announcements.ts';
import { charactersOf } from './too-long.ts';

const changesAFrame = 100;
const charactersAFrame = 128 * 1024;

/**
 * Puts what waits into as few frames as may be, in the order of numbers. One frame holds only numbers that follow each
 * other without a gap and were committed at one membership version, in one life of the database.
 */
export function framesOf(waiting: readonly Committed[]): Committed[] {
  const frames: Committed[] = [];
  for (const next of [...waiting].sort((one, other) => one.from - other.from)) {
    const last = frames.at(-1);
    if (last !== undefined && follows(last, next)) {
      frames[frames.length - 1] = { ...last, upTo: next.upTo, changes: [...last.changes, ...next.changes] };
    } else {
      frames.push(next);
    }
  }
  return frames;
}

function follows(last: Committed, next: Committed): boolean {
  return (
    last.upTo === next.from &&
    last.membershipVersion === next.membershipVersion &&
    last.epoch === next.epoch &&
    last.changes.length + next.changes.length <= changesAFrame &&
    charactersOf(last.changes) + charactersOf(next.changes) <= charactersAFrame
  );
}
