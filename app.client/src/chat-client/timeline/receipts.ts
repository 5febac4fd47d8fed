import type { putReceipt } from '@parley/shared/contract/messages.routes.ts';
import type { RouteOutput } from '@parley/shared/contract/route.ts';
import type { Mark, MyState } from '@parley/shared/models/conversation.ts';
import type { Known, Reader, Step } from './known.ts';
import { raiseMarks } from './marks.ts';
import { joinAnew, standing } from './membership.ts';
import { settle } from './settle.ts';
import { laterMe, raisedPeer } from './summary.ts';

/** Marks from a receipt frame or from the heads' answer. */
export function applyMarks<S extends Known>(
  state: S,
  { epoch, marks }: { readonly epoch: string; readonly marks: readonly Mark[] },
  reader: Reader,
): Step<S> {
  if (epoch !== reader.epoch) return { state, wants: { sync: true } };
  const participants = raiseMarks(state.participants, marks);
  const peer = raisedPeer(state.summary.peer, marks);
  if (participants === state.participants && peer === state.summary.peer) return settle(state, state, reader);
  const summary = peer === state.summary.peer ? state.summary : { ...state.summary, peer };
  return settle(state, { ...state, participants, summary }, reader);
}

/** My own row as it is now, from another device's doing or my own. */
export function applyInbox<S extends Known>(
  state: S,
  { epoch, me }: { readonly epoch: string; readonly me: MyState },
  reader: Reader,
): Step<S> {
  if (epoch !== reader.epoch) return { state, wants: { sync: true } };
  const rank = standing(state, { asOf: me.joinedSeq, joinedSeq: me.joinedSeq });
  if (rank === 'stale') return settle(state, state, reader);
  const current = rank === 'newer' ? joinAnew(state, me.joinedSeq) : state;
  const next = laterMe(current.summary.me, me);
  const participants = raiseMarks(current.participants, [{ userId: reader.userId, ...next }]);
  if (next === current.summary.me && participants === current.participants) return settle(state, current, reader);
  return settle(state, { ...current, participants, summary: { ...current.summary, me: next } }, reader);
}

/** What the server made of my receipt: the effective values, and what is unread after them. */
export function applyReceiptAnswer<S extends Known>(
  state: S,
  answer: RouteOutput<typeof putReceipt>,
  reader: Reader,
): Step<S> {
  if (answer.epoch !== reader.epoch) return { state, wants: { sync: true } };
  if (standing(state, answer) === 'stale') return settle(state, state, reader);
  const { joinedSeq, readSeq, deliveredSeq, rowVersion, unread } = answer;
  const isNewer = joinedSeq > state.summary.me.joinedSeq;
  const current = isNewer ? joinAnew(state, joinedSeq) : state;
  const row = { ...current.summary.me, readSeq, deliveredSeq, rowVersion, unread };
  // Of a newer membership only its name is known here: the row comes whole with its summary.
  return isNewer ? settle(state, current, reader) : applyInbox(state, { epoch: answer.epoch, me: row }, reader);
}
