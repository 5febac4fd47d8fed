import type { ChangeRange } from '@parley/shared/models/change.ts';
import type { MyState } from '@parley/shared/models/conversation.ts';
import { applyRange } from './apply-range.ts';
import type { Known, Reader, Step, Wants } from './known.ts';
import { mergePeople } from './marks.ts';
import { joinAnew, newerJoining } from './membership.ts';
import { settle } from './settle.ts';
import { followRange } from './summary.ts';
import type { Timeline } from './timeline.ts';

/** The ranges that left the buffer: they joined on, or are behind the cursor by now. */
export function released(before: Timeline | null, after: Timeline | null): readonly ChangeRange[] {
  const waiting = new Set(after?.buffer);
  return before?.buffer.filter((range) => !waiting.has(range)) ?? [];
}

/** What a range tells of my own row: that I left is a sync's to judge, and another role comes whole with the line. */
function aboutMe(range: ChangeRange, { joinedSeq, role }: MyState, { userId }: Reader): Wants {
  const mine = range.changes.flatMap((change) =>
    change.kind === 'participant' && change.participant.user.id === userId && change.participant.joinedSeq === joinedSeq
      ? [change.participant]
      : [],
  );
  return {
    ...(mine.some(({ leftSeq }) => leftSeq !== null) && { sync: true }),
    ...(mine.some((now) => now.role !== role) && { summary: true }),
  };
}

function missing({ summary, timeline }: Known, range: ChangeRange): Wants {
  if (!timeline) return summary.head < range.upTo ? { summary: true } : {};
  return !timeline.awaitsFresh && timeline.cursor < range.upTo ? { changes: true } : {};
}

/**
 * Follows a range of the log, whoever brought it: the timeline by the rule of frames, the line of the list likewise with a
 * cursor of its own. A range that tells of a newer membership of mine purges first.
 */
export function follow<S extends Known>(state: S, range: ChangeRange, reader: Reader): Step<S> {
  const joinedSeq = newerJoining(state, range, reader);
  const current = joinedSeq === null ? state : joinAnew(state, joinedSeq);
  if (range.upTo < current.summary.me.joinedSeq) return settle(state, current, reader);

  const timeline = current.timeline && applyRange(current.timeline, range);
  const summary = [range, ...released(current.timeline, timeline)].reduce(
    (line, next) => followRange(line, next, reader),
    current.summary,
  );
  const people = range.changes.flatMap((change) => (change.kind === 'participant' ? [change.participant] : []));
  const participants = timeline ? mergePeople(current.participants, people) : current.participants;

  const isNew = timeline !== current.timeline || summary !== current.summary || participants !== current.participants;
  const next = isNew ? { ...current, timeline, summary, participants } : current;
  return settle(state, next, reader, { ...missing(next, range), ...aboutMe(range, next.summary.me, reader) });
}
