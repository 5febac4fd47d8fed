import type { listChanges } from '@parley/shared/contract/messages.routes.ts';
import type { RouteOutput } from '@parley/shared/contract/route.ts';
import { follow } from './follow.ts';
import type { Known, Reader, Step } from './known.ts';
import { bothWant } from './known.ts';
import { joinAnew, standing } from './membership.ts';
import { settle } from './settle.ts';

/** What `GET .../changes` answers. */
export type ChangesAnswer = RouteOutput<typeof listChanges>;

function limited<S extends Known>(state: S, asOf: number, reader: Reader): Step<S> {
  const { timeline } = state;
  if (!timeline || timeline.awaitsFresh || asOf <= timeline.cursor) return settle(state, state, reader);
  return settle(state, { ...state, timeline: { ...timeline, awaitsFresh: true } }, reader);
}

/**
 * The answer about what came after a cursor. It obeys the rule of frames, because the cursor may have moved meanwhile. A
 * limited one says that the log does not reach back so far: then only a fresh start leads on.
 */
export function applyChanges<S extends Known>(state: S, answer: ChangesAnswer, reader: Reader): Step<S> {
  if (answer.epoch !== reader.epoch) return { state, wants: { sync: true } };
  const rank = standing(state, answer);
  if (rank === 'stale') return settle(state, state, reader);
  if (rank === 'newer') return settle(state, joinAnew(state, answer.joinedSeq), reader);
  if (answer.limited) return limited(state, answer.asOf, reader);

  const { state: next, wants } = follow(state, answer, reader);
  const isBehind = next.timeline !== null && !next.timeline.awaitsFresh && next.timeline.cursor < answer.asOf;
  return { state: next, wants: bothWant(wants, isBehind ? { changes: true } : {}) };
}
