import { dayAround, dayKey } from '../../chat/moments.ts';
import type { MessageRow } from '../../chat/use-messages.ts';

/** Words of one author, said within this time, are one group. */
const GROUP_MS = 5 * 60_000;

/** One row of the line, whatever it is. `key` stays the same for life. */
export type LineItem =
  | { readonly kind: 'day'; readonly key: string; readonly at: number; readonly first: boolean }
  | { readonly kind: 'new'; readonly key: 'new'; readonly since: number | null }
  /** Where what is shown ends: what to say of what is not there. */
  | { readonly kind: 'edge'; readonly key: 'before' | 'after'; readonly words: string }
  | { readonly kind: 'begin'; readonly key: 'begin'; readonly isEmptied: boolean }
  | { readonly kind: 'change'; readonly key: string; readonly row: MessageRow }
  | {
      readonly kind: 'message';
      readonly key: string;
      readonly row: MessageRow;
      readonly head: boolean;
      /** The first of the numbers before this row that have none: edits and other changes. */
      readonly skippedFrom: number | null;
    };

/** Where this visit's unread begins: after this number. */
export interface Divider {
  readonly afterSeq: number;
  readonly me: string | undefined;
}

/** When a row was said: when it got its number, or when it was written. */
export const saidAt = ({ message, entry }: MessageRow): number =>
  message ? Date.parse(message.createdAt) : (entry?.composedAt ?? 0);

const authorOf = ({ message }: MessageRow, me: string | undefined): string | undefined => message?.senderId ?? me;

function skippedBefore(row: MessageRow, before: MessageRow | undefined): number | null {
  if (!row.message || !before?.message) return null;
  const from = before.message.seq + 1;
  return from < row.message.seq ? from : null;
}

/** How rows are laid on the line. */
export interface Plan {
  /** The first row is the first that there is. */
  readonly complete: boolean;
  /** What came before it was deleted by retention. */
  readonly purged?: boolean;
  /** What to say before the first row, and after the last; null: nothing. */
  readonly before?: string | null;
  readonly after?: string | null;
  readonly divider: Divider | null;
  readonly me: string | undefined;
}

/** Lays rows on the line: days between them, the rule where the unread begins, and which of them begin a group. */
export function arrange(
  rows: readonly MessageRow[],
  { complete, purged = false, before: beforeWords = null, after: afterWords = null, divider, me }: Plan,
): readonly LineItem[] {
  const items: LineItem[] = [];
  if (beforeWords !== null) items.push({ kind: 'edge', key: 'before', words: beforeWords });
  let before: MessageRow | undefined;
  let beforeAt = 0;
  // Asked for once a day, not for each of a thousand rows each time something is said.
  let day = { from: 0, upTo: 0 };
  let latest = Number.NEGATIVE_INFINITY;
  let divided = divider === null;
  let words = 0;
  for (const row of rows) {
    const at = saidAt(row);
    const newDay = at < day.from || at >= day.upTo;
    if (newDay) day = dayAround(at);
    if (newDay) {
      // What waits for its author since an earlier day comes back to that day: the key of the day itself is taken.
      const key = day.from > latest ? `day ${dayKey(at)}` : `day ${dayKey(at)} ${row.id}`;
      items.push({ kind: 'day', key, at, first: complete && before === undefined });
      latest = Math.max(latest, day.from);
    }
    const isNew = !divided && divider !== null && beginsUnread(row, divider);
    if (isNew) {
      divided = true;
      items.push({ kind: 'new', key: 'new', since: before ? beforeAt : null });
    }
    if (row.message?.kind === 'system') items.push({ kind: 'change', key: row.id, row });
    else {
      words += 1;
      const joins =
        !newDay &&
        !isNew &&
        before !== undefined &&
        before.message?.kind !== 'system' &&
        authorOf(before, me) === authorOf(row, me) &&
        at - beforeAt <= GROUP_MS;
      items.push({ kind: 'message', key: row.id, row, head: !joins, skippedFrom: skippedBefore(row, before) });
    }
    before = row;
    beforeAt = at;
  }
  if (complete && words === 0) items.push({ kind: 'begin', key: 'begin', isEmptied: purged });
  if (afterWords !== null) items.push({ kind: 'edge', key: 'after', words: afterWords });
  return items;
}

const beginsUnread = ({ message }: MessageRow, { afterSeq, me }: Divider): boolean =>
  message !== null && message.seq > afterSeq && message.kind === 'text' && message.senderId !== me;
