import type { Known, Reader } from './known.ts';
import { countHeld } from './unread.ts';

/**
 * My mark as I want it, shown before the server has it. What is unread is counted where that can be done here; else the
 * number is shown as it was, and exact as of nothing, so that any number of the server's takes its place.
 */
export function wishMark<S extends Known>(state: S, seq: number | null, reader: Reader): S {
  const { summary, timeline } = state;
  const { me, head } = summary;
  const unreadMarkSeq = seq === null ? null : Math.min(Math.max(seq, me.visibleFromSeq, 1), head);
  if (unreadMarkSeq === me.unreadMarkSeq) return state;
  const wished = { ...me, unreadMarkSeq };
  const counted = timeline && countHeld(timeline, wished, reader);
  const unread = counted && counted.atSeq >= me.unread.atSeq ? counted : { ...me.unread, atSeq: 0 };
  return { ...state, summary: { ...summary, me: { ...wished, unread } } };
}
