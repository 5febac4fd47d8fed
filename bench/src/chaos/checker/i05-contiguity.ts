import type { Check, Facts } from './facts.ts';
import type { RecordOf, Span } from './history.ts';
import { numbersIn, outside, within } from './spans.ts';

/** What a device holds of one conversation, told from what it applied. */
interface View {
  readonly joinedSeq: number;
  cursor: number;
  live: readonly Span[];
  /** Place to version. */
  readonly rows: Map<number, number>;
}

/** Whatever a device says it knows now and did not know before: each visible message of it must be there. */
function missing({ stored }: Facts, view: View, { c, live, visibleFrom }: RecordOf<'apply'>): number[] {
  const messages = stored.get(c)?.bySeq;
  const fresh = live.flatMap((span) => outside(span, view.live));
  return fresh
    .flatMap(numbersIn)
    .filter((seq) => seq >= visibleFrom && messages?.has(seq) === true && !view.rows.has(seq));
}

/** Edits and deletions that the cursor passed, of messages in known ranges: the row must be at least that new. */
function outdated({ stored }: Facts, view: View, { c, from, upTo, live }: RecordOf<'apply'>): number[] {
  const truly = stored.get(c);
  return (truly?.log.slice(from, upTo) ?? []).flatMap(({ seq, message }) => {
    const place = message === null ? undefined : truly?.byId.get(message)?.seq;
    const rev = place === undefined || !within(live, place) ? undefined : view.rows.get(place);
    return rev !== undefined && rev < seq ? [seq] : [];
  });
}

/** What a device applied joins without a gap; a fresh start and a newer stay begin with nothing known. */
export const contiguity: Check = (facts) => {
  const found: string[] = [];
  const views = new Map<string, View>();
  for (const record of facts.history) {
    if (record.kind !== 'apply' && record.kind !== 'purge') continue;
    const key = `${record.device}/${record.c}`;
    if (record.kind === 'purge') {
      views.delete(key);
      continue;
    }
    const known = views.get(key);
    const view: View =
      known?.joinedSeq === record.joinedSeq
        ? known
        : { joinedSeq: record.joinedSeq, cursor: record.from, live: [], rows: new Map() };
    views.set(key, view);
    if (record.from !== view.cursor) found.push(`${key} went on at ${record.from} and had come to ${view.cursor}`);
    for (const seq of record.dropped) view.rows.delete(seq);
    for (const { seq, rev } of record.rows) view.rows.set(seq, rev);
    for (const seq of missing(facts, view, record)) found.push(`${key} came to ${record.upTo} without message ${seq}`);
    for (const seq of outdated(facts, view, record)) found.push(`${key} came to ${record.upTo} without change ${seq}`);
    view.cursor = record.upTo;
    view.live = record.live;
  }
  return found;
};
