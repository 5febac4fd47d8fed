import type { MessagePage } from '@parley/shared/contract/answers.ts';
import type { ChangeRange } from '@parley/shared/models/change.ts';
import type { ConversationSummary } from '@parley/shared/models/conversation.ts';
import type { Message } from '@parley/shared/models/message.ts';
import { unknownRow } from '../timeline/membership.ts';
import type { Kept, KeptStep, Whole } from './kept-storage.ts';

/** What is to be asked for next: the newest page, the one above what is there, or what changed since. */
export type NextStep = 'newest' | 'older' | 'changes';

/** How much of a conversation is still to come. */
export interface KeptProgress {
  /** Numbers above what is here, up to where my sight begins: at most so many messages. */
  readonly older: number;
  /** Numbers of the record that came since. */
  readonly newer: number;
}

type Sight = Pick<ConversationSummary, 'head' | 'me'>;

/** What was fetched under this membership; what is of another one counts for nothing. */
const wholeOf = ({ whole }: Pick<Kept, 'whole'>, { me }: Sight): Whole | null =>
  whole?.joinedSeq === me.joinedSeq ? whole : null;

/** How much is still to come. */
export function progressOf(kept: Pick<Kept, 'whole'>, summary: Sight): KeptProgress {
  const whole = wholeOf(kept, summary);
  const first = Math.max(summary.me.visibleFromSeq, 1) - 1;
  if (!whole) return { older: Math.max(0, summary.head - first), newer: 0 };
  return { older: Math.max(0, whole.from - first), newer: Math.max(0, summary.head - whole.upTo) };
}

/** What to do next, taking turns where both ends grow; null: it is whole, or must wait. */
export function nextStep(kept: Kept, summary: Sight, before: NextStep | undefined): NextStep | null {
  if (kept.failure !== null || summary.me.rowVersion === unknownRow) return null;
  if (!wholeOf(kept, summary)) return 'newest';
  const { older, newer } = progressOf(kept, summary);
  if (older > 0 && newer > 0) return before === 'changes' ? 'older' : 'changes';
  return older > 0 ? 'older' : newer > 0 ? 'changes' : null;
}

function stepTo(kept: Kept, whole: Whole, summary: ConversationSummary, messages: readonly Message[], people: unknown) {
  const { joinedSeq, visibleFromSeq } = summary.me;
  const put = messages.filter(({ seq }) => seq >= visibleFromSeq && seq > whole.from && seq <= whole.upTo);
  const step: KeptStep = {
    seen: kept.whole,
    whole,
    change: {
      conversationId: kept.conversationId,
      line: summary,
      sight: visibleFromSeq,
      stretch: {
        joinedSeq,
        visibleFromSeq,
        drop: [],
        people,
        ranges: [{ from: whole.from, upTo: whole.upTo, asOf: whole.upTo, live: false }],
        put: put.map((message) => ({ seq: message.seq, rev: message.rev, value: message })),
      },
    },
  };
  return step;
}

/** The newest page begins anew; null where a page is of another membership, or older than what is here. */
export function pageStep(
  kept: Kept,
  summary: ConversationSummary,
  page: MessagePage,
  next: 'newest' | 'older',
  people?: unknown,
): KeptStep | null {
  if (page.joinedSeq !== summary.me.joinedSeq) return null;
  const whole = wholeOf(kept, summary);
  if (next === 'newest') {
    const upTo = Math.min(page.upTo, page.asOf);
    const begun = { joinedSeq: page.joinedSeq, from: page.from, upTo };
    return { ...stepTo(kept, begun, summary, page.messages, people), seen: null };
  }
  if (!whole || page.upTo < whole.from || page.asOf < whole.upTo || page.from >= whole.from) return null;
  return stepTo(kept, { ...whole, from: page.from }, summary, page.messages, people);
}

/** What the log named since; messages above what is here come with their own page. */
export function changesStep(
  kept: Kept,
  summary: ConversationSummary,
  range: ChangeRange & { readonly joinedSeq: number },
  people?: unknown,
): KeptStep | null {
  const whole = wholeOf(kept, summary);
  if (!whole || range.joinedSeq !== whole.joinedSeq || range.from > whole.upTo || range.upTo <= whole.upTo) return null;
  const messages = range.changes.flatMap((change) => (change.kind === 'message' ? [change.message] : []));
  return stepTo(kept, { ...whole, upTo: range.upTo }, summary, messages, people);
}
