import type { MessagePage } from '@parley/shared/contract/answers.ts';
import { fillIn } from './fill-in.ts';
import type { Known, Reader, Step } from './known.ts';
import { joinAnew, standing } from './membership.ts';
import { settle } from './settle.ts';
import type { Timeline } from './timeline.ts';

const withTimeline = <S extends Known>(state: S, timeline: Timeline): S => ({ ...state, timeline });

/** Before a page is asked for, under a ticket never used before: from now on is kept what it may not know yet. */
export function askPage<S extends Known>(state: S, ticket: number): S {
  const { timeline } = state;
  return timeline ? withTimeline(state, { ...timeline, tickets: [...timeline.tickets, ticket] }) : state;
}

/** The page will not come, or is not waited for any more. */
export function pageFailed<S extends Known>(state: S, ticket: number): S {
  const { timeline } = state;
  if (!timeline?.tickets.includes(ticket)) return state;
  const tickets = timeline.tickets.filter((other) => other !== ticket);
  return withTimeline(state, { ...timeline, tickets, touched: tickets.length > 0 ? timeline.touched : [] });
}

/**
 * A page of history. It never moves the cursor. One that was read before the last fresh start is of no use, because nobody
 * tells any more what changed in between; neither is one of another membership: `used` is false, ask again.
 */
export function applyPage<S extends Known>(
  state: S,
  ticket: number,
  page: MessagePage,
  reader: Reader,
): Step<S> & { readonly used: boolean } {
  const { timeline } = state;
  if (page.epoch !== reader.epoch) return { state, wants: { sync: true }, used: false };
  const rank = standing(state, page);
  if (rank === 'newer') return { ...settle(state, joinAnew(state, page.joinedSeq), reader), used: false };

  const isUsable = rank === 'current' && timeline?.tickets.includes(ticket) && page.asOf >= timeline.freshAt;
  const filled = timeline && isUsable ? withTimeline(state, fillIn(timeline, page)) : state;
  return { ...settle(state, pageFailed(filled, ticket), reader), used: filled !== state };
}
