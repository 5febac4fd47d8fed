import type { RouteOutput, RouteRequest } from '@parley/shared/contract/route.ts';
import type { sync } from '@parley/shared/contract/sync.routes.ts';
import type { ConversationSummary } from '@parley/shared/models/conversation.ts';
import { differs } from './compare.ts';
import type { Standing } from './standing.repository.ts';

/** What a device asks. */
export type SyncRequest = RouteRequest<typeof sync>['body'];
/** What it is answered. */
export type SyncAnswer = RouteOutput<typeof sync>;
type Synced = SyncAnswer['conversations'][number];

/** So many lines of the range are looked at in one go; more of them come with the next question. */
const linesAtOnce = 100;

/** Whether an id lies in `(after, upTo]`. */
export const isWithin = (id: string, { after, upTo }: Pick<SyncRequest, 'after' | 'upTo'>): boolean =>
  (after === null || id > after) && (upTo === null || id <= upTo);

/** Which conversations an answer is about: `named` in any case, and of the range's lines as many as there is room for. */
export interface Slice {
  readonly named: readonly string[];
  readonly lines: readonly string[];
  /** More of the range differs than is looked at. */
  readonly more: boolean;
}

/** In the range: what is new, what differs, what is asked for. Open ones, and asked ones from outside, in any case. */
export function sliceOf({ heads, open, ask, ...range }: SyncRequest, mine: readonly Standing[]): Slice {
  const held = new Map(heads.map((head) => [head.c, head]));
  const opened = new Set(open.map(({ c }) => c));
  const asked = new Set(ask);
  const inside = mine.filter(({ conversationId }) => isWithin(conversationId, range) && !opened.has(conversationId));
  const told = inside.filter((one) => asked.has(one.conversationId) || differs(held.get(one.conversationId), one));
  const ids = new Set(mine.map(({ conversationId }) => conversationId));
  return {
    named: [...new Set([...opened, ...ask.filter((id) => !isWithin(id, range))])].filter((id) => ids.has(id)),
    lines: told.slice(0, linesAtOnce).map(({ conversationId }) => conversationId),
    more: told.length > linesAtOnce,
  };
}

/** About how many bytes something takes in an answer. */
type Weigh = (told: object) => number;

/** Weighs by writing it; what several are told alike is weighed once. */
export function createScale(): Weigh {
  const weights = new WeakMap<object, number>();
  return (told) => {
    const known = weights.get(told);
    if (known !== undefined) return known;
    const weight = Buffer.byteLength(JSON.stringify(told));
    weights.set(told, weight);
    return weight;
  };
}

/**
 * Fills the room of an answer: what was named, then lines in the order of their ids, one at least. `coveredUpTo` is the
 * last that fitted, or null when the range was told to its end.
 */
export function fill(
  { named, lines, more }: Slice,
  summaries: ReadonlyMap<string, ConversationSummary>,
  open: ReadonlyMap<string, Synced['open']>,
  bytes: number,
  weigh: Weigh = createScale(),
): Pick<SyncAnswer, 'conversations' | 'coveredUpTo'> {
  let room = bytes;
  const take = (id: string): Synced[] => {
    const summary = summaries.get(id);
    if (!summary) return [];
    const one = { summary, open: open.get(id) ?? null };
    room -= weigh(summary) + (one.open === null ? 0 : weigh(one.open));
    return [one];
  };

  const conversations = named.flatMap(take);
  let last: string | null = null;
  for (const id of lines) {
    const one = take(id);
    if (room < 0 && last !== null) return { conversations, coveredUpTo: last };
    conversations.push(...one);
    last = id;
  }
  return { conversations, coveredUpTo: more ? last : null };
}
