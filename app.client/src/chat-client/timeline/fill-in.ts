import type { Message } from '@parley/shared/models/message.ts';
import { settleLoose } from './apply-range.ts';
import { kept, merge } from './merge.ts';
import { addLive, contains, type Interval } from './ranges.ts';
import type { Timeline } from './timeline.ts';

/** All visible messages of an interval, as they were when the log stood at `asOf`. */
export interface PageRows extends Interval {
  readonly asOf: number;
  readonly messages: readonly Message[];
}

/**
 * Puts a page into its interval. History is not immutable: what changes named while the page was on its way is merged into it
 * by `rev`, and what the page no longer has is gone, unless it was heard of after the page was read.
 */
export function fillIn(timeline: Timeline, page: PageRows): Timeline {
  const messages = page.messages.filter(({ seq }) => seq >= timeline.visibleFromSeq);
  const ids = new Set(messages.map(({ id }) => id));
  const remaining = kept(timeline.rows, (row) => !contains(page, row.seq) || row.rev > page.asOf || ids.has(row.id));
  const later = timeline.touched.filter(({ id }) => ids.has(id));
  return settleLoose({
    ...timeline,
    rows: merge(remaining, [...messages, ...later]),
    ranges: addLive(timeline.ranges, { from: page.from, upTo: Math.min(page.upTo, page.asOf) }, page.asOf),
  });
}
