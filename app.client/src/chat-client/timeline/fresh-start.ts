import type { MyState } from '@parley/shared/models/conversation.ts';
import { drain } from './apply-range.ts';
import { fillIn, type PageRows } from './fill-in.ts';
import { allStale } from './ranges.ts';
import type { Timeline } from './timeline.ts';

/**
 * Begins anew with the newest page, because the log no longer tells how it went on from the cursor. What was known before is
 * stale from now on. A start that leads back is an old answer: the cursor never falls. One that leads to where the cursor is
 * already is of use only to who waits for one: what came from the disk may be all there is.
 */
export function freshStart(
  timeline: Timeline,
  upTo: number,
  page: PageRows,
  { joinedSeq, visibleFromSeq }: Pick<MyState, 'joinedSeq' | 'visibleFromSeq'>,
): Timeline {
  if (upTo < timeline.cursor || (upTo === timeline.cursor && !timeline.awaitsFresh)) return timeline;
  const begun: Timeline = {
    ...timeline,
    joinedSeq,
    visibleFromSeq,
    awaitsFresh: false,
    cursor: upTo,
    freshAt: upTo,
    ranges: allStale(timeline.ranges),
  };
  return drain(fillIn(begun, { ...page, upTo }));
}
