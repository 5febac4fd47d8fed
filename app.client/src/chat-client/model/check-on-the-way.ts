import type { Message } from '@parley/shared/models/message.ts';
import type { Known } from '../timeline/known.ts';
import { contains, rangeOf } from '../timeline/ranges.ts';
import type { Timeline } from '../timeline/timeline.ts';
import type { Stored } from './record.ts';
import { must } from './violation.ts';

const isAscending = (messages: readonly Message[]): boolean =>
  messages.every(({ seq }, index) => index === 0 || seq > (messages[index - 1]?.seq ?? 0));

function checkShape(
  { ranges, rows, loose, cursor, awaitsFresh, visibleFromSeq, buffer }: Timeline,
  where: string,
): void {
  const isApart = ranges.every(({ from, upTo }, index) => from < upTo && (ranges[index - 1]?.upTo ?? 0) <= from);
  must(isApart, 'I5', () => `${where}: ranges ${JSON.stringify(ranges)}`);
  const reaches = ranges.some((range) => range.live && contains(range, cursor));
  must(awaitsFresh || reaches, 'I5', () => `${where}: no live range reaches the cursor ${cursor}`);
  const ids = [...rows, ...loose].map(({ id }) => id);
  must(new Set(ids).size === ids.length, 'I2', () => `${where}: shows a message twice`);
  must(isAscending(rows) && isAscending(loose), 'I4', () => `${where}: out of order`);
  must(
    rows.every(({ seq }) => rangeOf(ranges, seq)),
    'I5',
    () => `${where}: a row outside what is known`,
  );
  must(
    loose.every(({ seq }) => seq > cursor),
    'I5',
    () => `${where}: loose below the cursor`,
  );
  const isVisible = [...rows, ...loose].every(({ seq }) => seq >= visibleFromSeq);
  must(isVisible, 'I11', () => `${where}: what came before joining`);
  must(awaitsFresh || buffer.every(({ from }) => from > cursor), 'I5', () => `${where}: the buffer is not drained`);
}

/** Each row is what the database held, in this life, at that number and version. */
function checkTruth({ rows, loose }: Timeline, stored: Stored, where: string): void {
  for (const row of [...rows, ...loose]) {
    const version = stored.versions.get(row.id)?.find(({ rev }) => rev === row.rev);
    const isTrue = version?.seq === row.seq && version.content === row.content;
    must(isTrue, 'I3', () => `${where}: never stored: ${row.id} seq ${row.seq} rev ${row.rev}`);
  }
}

/** Whatever the log named up to the cursor is applied to every live range. */
function checkApplied(timeline: Timeline, stored: Stored, where: string): void {
  const shownRows = new Map(timeline.rows.map((row) => [row.id, row]));
  for (const [id, versions] of stored.versions) {
    const [first] = versions;
    // A page may tell that retention removed something before the log does.
    const isGone = first !== undefined && first.seq < stored.conversation.purgedBelowSeq;
    if (!first || isGone || first.seq < timeline.visibleFromSeq || !rangeOf(timeline.ranges, first.seq)?.live) continue;
    const named = versions.findLast(({ rev }) => rev <= timeline.cursor) ?? first;
    const row = shownRows.get(id);
    must(row !== undefined, 'I5', () => `${where}: misses ${id} at ${first.seq}, cursor ${timeline.cursor}`);
    const invariant = named.deletedAt === null ? 'I16' : 'I14';
    must((row?.rev ?? 0) >= named.rev, invariant, () => `${where}: ${id} at rev ${row?.rev}, log says ${named.rev}`);
  }
}

/** What must hold on a device at every moment, whatever the network does; `before` is the same conversation a step ago. */
export function checkOnTheWay(before: Known | undefined, after: Known, stored: Stored, where: string): void {
  const [old, timeline] = [before?.timeline, after.timeline];
  must(after.summary.head <= stored.seq, 'I3', () => `${where}: a head beyond the log`);
  if (!timeline) return;
  must(timeline.cursor <= stored.seq, 'I3', () => `${where}: a cursor beyond the log`);
  const isSameMembership = old?.joinedSeq === timeline.joinedSeq;
  must(!isSameMembership || old.cursor <= timeline.cursor, 'I5', () => `${where}: the cursor fell`);
  checkShape(timeline, where);
  checkTruth(timeline, stored, where);
  checkApplied(timeline, stored, where);
  for (const { user, deliveredSeq, readSeq, leftSeq } of after.participants.values()) {
    const row = stored.rows.get(user.id);
    const isPossible = row && deliveredSeq <= row.deliveredSeq && readSeq <= row.readSeq;
    must(leftSeq !== null || isPossible === true, 'I9', () => `${where}: marks of ${user.id} beyond the record`);
    const known = before?.participants.get(user.id);
    const rises = !known || !isSameMembership || leftSeq !== null || known.readSeq <= readSeq;
    must(rises, 'I9', () => `${where}: a mark of ${user.id} fell`);
  }
}
