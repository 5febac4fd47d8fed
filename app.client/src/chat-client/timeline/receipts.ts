import type { putReceipt } from '@parley/shared/contract/receipts.routes.ts';
import type { RouteOutput } from '@parley/shared/contract/route.ts';
import type { Mark, MyState } from '@parley/shared/models/conversation.ts';
import type { Known, Reader, Step } from './known.ts';
import { raiseMarks } from './marks.ts';
import { joinAnew, standing } from './membership.ts';
import { settle } from './settle.ts';
import { laterMe, raisedPeer } from './summary.ts';
import { uncounted } from './unread.ts';

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

function withMe<S extends Known>(before: S, current: S, me: MyState, reader: Reader): Step<S> {
  const next = laterMe(current.summary.me, me);
  const participants = raiseMarks(current.participants, [{ userId: reader.userId, ...next }]);
  const isNew = next !== current.summary.me || participants !== current.participants;
  const after = isNew ? { ...current, participants, summary: { ...current.summary, me: next } } : current;
  return settle(before, after, reader);
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
  return withMe(state, rank === 'newer' ? joinAnew(state, me.joinedSeq) : state, me, reader);
}

/**
 * What the server made of my receipt: the effective marks, and what is unread after them. It is not the whole row, so it does
 * not vouch for a `rowVersion`: a change of role that was missed would be missed for ever.
 */
export function applyReceiptAnswer<S extends Known>(
  state: S,
  answer: RouteOutput<typeof putReceipt>,
  reader: Reader,
): Step<S> {
  if (answer.epoch !== reader.epoch) return { state, wants: { sync: true } };
  const rank = standing(state, answer);
  if (rank === 'stale') return settle(state, state, reader);
  const current = rank === 'newer' ? joinAnew(state, answer.joinedSeq) : state;
  const { me } = current.summary;
  const { readSeq, deliveredSeq, unreadMarkSeq, unread } = answer;
  // Under another mark its number means something only where that mark is the later one.
  const counted = unreadMarkSeq === me.unreadMarkSeq || answer.rowVersion > me.rowVersion;
  const told = counted
    ? { ...me, readSeq, deliveredSeq, unreadMarkSeq, unread }
    : { ...me, readSeq, deliveredSeq, unread: readSeq === me.readSeq ? me.unread : uncounted };
  return withMe(state, current, told, reader);
}
