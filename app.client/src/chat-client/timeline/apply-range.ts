import { limits } from '@parley/shared/limits.ts';
import type { ChangeRange } from '@parley/shared/models/change.ts';
import type { Message } from '@parley/shared/models/message.ts';
import { isNews, kept, merge, rowAt } from './merge.ts';
import { addLive, rangeOf } from './ranges.ts';
import type { Timeline } from './timeline.ts';

/** The messages that a range of the log names, as far as this membership may see them. */
const messagesIn = (range: ChangeRange, visibleFromSeq: number): readonly Message[] =>
  range.changes.flatMap((change) =>
    change.kind === 'message' && change.message.seq >= visibleFromSeq ? [change.message] : [],
  );

/** Puts messages where they belong: into the ranges, or aside for the pages that are being asked for, or nowhere. */
export function place(timeline: Timeline, messages: readonly Message[]): Timeline {
  const inside = messages.filter(({ seq }) => rangeOf(timeline.ranges, seq));
  const outside = timeline.tickets.length === 0 ? [] : messages.filter(({ seq }) => !rangeOf(timeline.ranges, seq));
  const rows = merge(timeline.rows, inside);
  const touched = merge(timeline.touched, outside);
  return rows === timeline.rows && touched === timeline.touched ? timeline : { ...timeline, rows, touched };
}

/**
 * Loose messages that the ranges have reached are loose no more: where a row is known, the later version of the two stays;
 * where none is, what reached them has told that there is nothing to see.
 */
export function settleLoose(timeline: Timeline): Timeline {
  const loose = kept(timeline.loose, ({ seq }) => seq > timeline.cursor && !rangeOf(timeline.ranges, seq));
  if (loose === timeline.loose) return timeline;
  const reached = timeline.loose.filter((message) => {
    const row = rowAt(timeline.rows, message.seq);
    return !loose.includes(message) && row && isNews(row, message);
  });
  return { ...timeline, loose, rows: merge(timeline.rows, reached) };
}

function advance(timeline: Timeline, range: ChangeRange): Timeline {
  const cursor = range.upTo;
  const ranges = addLive(timeline.ranges, { from: timeline.cursor, upTo: cursor }, cursor);
  return settleLoose(place({ ...timeline, cursor, ranges }, messagesIn(range, timeline.visibleFromSeq)));
}

function keepForLater(timeline: Timeline, range: ChangeRange): Timeline {
  const isPoke = range.from >= range.upTo;
  const isKept = timeline.buffer.some(({ from, upTo }) => from <= range.from && range.upTo <= upTo);
  if (isPoke || isKept || timeline.buffer.length >= limits.frameBuffer) return timeline;
  return { ...timeline, buffer: [...timeline.buffer, range].sort((one, other) => one.from - other.from) };
}

/** Applies what waits in the buffer, as far as it joins on. */
export function drain(timeline: Timeline): Timeline {
  const useful = kept(timeline.buffer, ({ upTo }) => upTo > timeline.cursor);
  const next = useful.find(({ from }) => from <= timeline.cursor);
  if (next) return drain(advance({ ...timeline, buffer: useful.filter((range) => range !== next) }, next));
  return useful === timeline.buffer ? timeline : { ...timeline, buffer: useful };
}

/**
 * The rule of frames, which the answers of changes and syncs obey as well: what lies behind the cursor is dropped, what
 * joins on is merged and moves the cursor, what lies beyond a hole waits in the buffer.
 */
export function applyRange(timeline: Timeline, range: ChangeRange): Timeline {
  if (timeline.awaitsFresh) return keepForLater(timeline, range);
  if (range.upTo <= timeline.cursor) return timeline;
  return range.from <= timeline.cursor ? drain(advance(timeline, range)) : keepForLater(timeline, range);
}
