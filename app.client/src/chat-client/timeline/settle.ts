import type { Known, Reader, Step, Wants } from './known.ts';
import { unknownRow } from './membership.ts';
import { kept } from './merge.ts';
import { countHeld } from './unread.ts';

/** What retention removed leaves the timeline, from wherever it came: my sight begins later now. */
function clipped<S extends Known>(state: S): S {
  const { timeline, summary } = state;
  const { joinedSeq, visibleFromSeq } = summary.me;
  if (!timeline || timeline.joinedSeq !== joinedSeq || timeline.visibleFromSeq >= visibleFromSeq) return state;
  const seen = ({ seq }: { readonly seq: number }) => seq >= visibleFromSeq;
  const { rows, loose, touched } = timeline;
  return {
    ...state,
    timeline: {
      ...timeline,
      visibleFromSeq,
      rows: kept(rows, seen),
      loose: kept(loose, seen),
      touched: kept(touched, seen),
    },
  };
}

/** Only a line that has come as far as its timeline knows where my sight begins there. */
function recounted<S extends Known>(state: S, reader: Reader): S {
  const { summary, timeline } = state;
  if (timeline?.cursor !== summary.head || summary.me.unread.atSeq >= summary.head) return state;
  const unread = countHeld(timeline, summary.me, reader);
  return unread ? { ...state, summary: { ...summary, me: { ...summary.me, unread } } } : state;
}

/**
 * Ends every step: counts what can be counted here, and asks for what is still missing. What is wanted follows from the
 * state, so a lost answer is asked for again whenever anything else arrives.
 */
export function settle<S extends Known>(before: S, after: S, reader: Reader, also: Wants = {}): Step<S> {
  const state = before === after ? before : recounted(clipped(after), reader);
  const { summary, timeline } = state;
  const isLineBehind = summary.me.rowVersion === unknownRow || (timeline !== null && summary.head < timeline.cursor);
  const isBehind = isLineBehind || summary.me.unread.atSeq < summary.head;
  return {
    state,
    wants: {
      ...(timeline?.awaitsFresh && { fresh: true }),
      ...(timeline && !timeline.awaitsFresh && timeline.buffer.length > 0 && { changes: true }),
      ...(isBehind && { summary: true }),
      ...also,
    },
  };
}
