import type { ConversationAnswer, MessageAnswer, SendAnswer } from '@parley/shared/contract/answers.ts';
import type { Message } from '@parley/shared/models/message.ts';
import { place } from './apply-range.ts';
import type { Known, Reader, Step } from './known.ts';
import { mergePeople } from './marks.ts';
import { joinAnew, standing } from './membership.ts';
import { merge } from './merge.ts';
import { rangeOf } from './ranges.ts';
import { settle } from './settle.ts';
import { applySummary } from './summary.ts';
import type { Timeline } from './timeline.ts';

function withOwn(timeline: Timeline, message: Message): Timeline {
  if (message.seq < timeline.visibleFromSeq) return timeline;
  if (message.seq <= timeline.cursor || rangeOf(timeline.ranges, message.seq)) return place(timeline, [message]);
  const loose = merge(timeline.loose, [message]);
  return loose === timeline.loose ? timeline : { ...timeline, loose };
}

/**
 * The answer to a send, an edit or a deletion of mine: merged by `rev`, and the cursor stays where it is, because my own 7
 * must not hide a missing 6.
 */
export function applyOwnAnswer<S extends Known>(state: S, answer: MessageAnswer | SendAnswer, reader: Reader): Step<S> {
  if (answer.epoch !== reader.epoch) return { state, wants: { sync: true } };
  const rank = standing(state, answer);
  if (rank === 'stale') return settle(state, state, reader);
  const current = rank === 'newer' ? joinAnew(state, answer.joinedSeq) : state;
  const timeline = current.timeline && answer.message ? withOwn(current.timeline, answer.message) : current.timeline;
  return settle(state, timeline === current.timeline ? current : { ...current, timeline }, reader);
}

/** The answer to a change of the conversation itself, or to asking for it: its line, and who is in it. */
export function applyConversationAnswer<S extends Known>(
  state: S,
  answer: ConversationAnswer,
  reader: Reader,
): Step<S> {
  const listed = applySummary(state, answer.epoch, answer.summary, reader);
  const isOfNow = answer.epoch === reader.epoch && standing(listed.state, answer) === 'current';
  if (!isOfNow || !listed.state.timeline) return listed;
  const participants = mergePeople(listed.state.participants, answer.participants);
  if (participants === listed.state.participants) return listed;
  return { state: { ...listed.state, participants }, wants: listed.wants };
}
