import type { OpenState, SyncedConversation } from '@parley/shared/contract/sync.routes.ts';
import { follow, released } from './follow.ts';
import { freshStart } from './fresh-start.ts';
import type { Known, Reader, Step } from './known.ts';
import { bothWant } from './known.ts';
import { mergePeople, raiseMarks } from './marks.ts';
import { standing } from './membership.ts';
import { settle } from './settle.ts';
import { applySummary, followRange } from './summary.ts';

type Fresh = Extract<OpenState, { readonly kind: 'fresh' }>;
type Onward = Extract<OpenState, { readonly kind: 'changes' }>;

function startAnew<S extends Known>(state: S, open: Fresh, reader: Reader): Step<S> {
  const timeline = state.timeline && freshStart(state.timeline, open.upTo, open.page, state.summary.me);
  const summary = released(state.timeline, timeline).reduce(
    (line, range) => followRange(line, range, reader),
    state.summary,
  );
  const participants = mergePeople(state.participants, open.participants);
  return settle(state, { ...state, timeline, summary, participants }, reader);
}

function goOn<S extends Known>(state: S, open: Onward, reader: Reader): Step<S> {
  const { state: next, wants } = follow(state, open, reader);
  const participants = raiseMarks(next.participants, open.marks);
  return {
    state: participants === next.participants ? next : { ...next, participants },
    wants: bothWant(wants, open.more ? { changes: true } : {}),
  };
}

/** One conversation of a sync's answer: its line of the list, and, where it is held open, how its timeline goes on. */
export function applySynced<S extends Known>(
  state: S,
  epoch: string,
  { summary, open }: SyncedConversation,
  reader: Reader,
): Step<S> {
  const listed = applySummary(state, epoch, summary, reader);
  const isOfNow =
    epoch === reader.epoch &&
    standing(listed.state, { asOf: summary.head, joinedSeq: summary.me.joinedSeq }) === 'current';
  if (!isOfNow || !open || !listed.state.timeline) return listed;
  return open.kind === 'fresh' ? startAnew(listed.state, open, reader) : goOn(listed.state, open, reader);
}
