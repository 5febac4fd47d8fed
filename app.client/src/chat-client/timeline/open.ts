import type { Known, Step } from './known.ts';
import { noWants } from './known.ts';
import { emptyTimeline } from './timeline.ts';

/** Holds a conversation's timeline from now on; what it shows comes with a fresh start. */
export function holdOpen<S extends Known>(state: S): Step<S> {
  if (state.timeline) return { state, wants: noWants };
  return { state: { ...state, timeline: emptyTimeline(state.summary.me) }, wants: { fresh: true } };
}

/** Lets the timeline go, and the people with it; the line of the list stays and follows on. */
export const letGo = <S extends Known>(state: S): S =>
  state.timeline ? { ...state, timeline: null, participants: new Map() } : state;
