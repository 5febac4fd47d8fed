import type { Message } from '@parley/shared/models/message.ts';
import { useMemo, useRef } from 'react';
import type { OutboxEntry } from '../chat-client/outbox/entry.ts';
import type { ConversationState } from '../chat-client/state.ts';
import { shown as findShown, type Shown } from '../chat-client/timeline/shown.ts';
import type { Timeline } from '../chat-client/timeline/timeline.ts';
import { useIsLive } from './use-connection.ts';
import { useConversationPart } from './use-conversations.ts';
import { useOutbox } from './use-outbox.ts';

/**
 * One row: a message on the record, one that is still with its author, or for a moment both. `id` is the message's id for
 * life and hence the row's key: the element that said "sending" is the one that says "sent".
 */
export interface MessageRow {
  readonly id: string;
  readonly message: Message | null;
  readonly entry: OutboxEntry | null;
}

/** The part of a conversation that is shown: one stretch of the record without a gap. */
export interface ShownMessages {
  readonly rows: readonly MessageRow[];
  /** There is more above, or below, that is not on this device. */
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  /** False until the first page has come: an empty `rows` says nothing before. */
  readonly started: boolean;
  /** True where frames keep it current; false for what came from this device's disk, or was overtaken by a jump. */
  readonly live: boolean;
  /** When what is not live was last current; null where that is not known. */
  readonly savedAt: number | null;
}

const noEntries: readonly OutboxEntry[] = [];

/** Messages in the order of the record, then what is unsent in the order in which it will go out. */
function joinRows(
  messages: readonly Message[],
  entries: readonly OutboxEntry[],
  before: ReadonlyMap<string, MessageRow> = new Map(),
): readonly MessageRow[] {
  const unsent = new Map(entries.map((entry) => [entry.id, entry]));
  // A row that is the same is the very same object, so that it does not render for its neighbours' sake.
  const rowOf = (id: string, message: Message | null, entry: OutboxEntry | null): MessageRow => {
    const known = before.get(id);
    return known && known.message === message && known.entry === entry ? known : { id, message, entry };
  };
  const rows = messages.map((message) => {
    const entry = unsent.get(message.id) ?? null;
    unsent.delete(message.id);
    return rowOf(message.id, message, entry);
  });
  for (const [id, entry] of unsent) rows.push(rowOf(id, null, entry));
  return rows;
}

/** The stretch around `anchor`, else the newest one; what is stale only until the server says how it goes on. */
function stretchOf(timeline: Timeline, anchor: number | null, live: boolean): Shown {
  const offline = !live || timeline.awaitsFresh;
  const around = findShown(timeline, { around: anchor, offline });
  return around.range ? around : findShown(timeline, { around: null, offline });
}

/** Where a number stands in what may be shown now: null when its stretch has to be fetched. */
export function placeOf(timeline: Timeline, seq: number, isLive: boolean): 'newest' | 'before' | null {
  const { range, newer } = findShown(timeline, { around: seq, offline: !isLive });
  if (!range) return null;
  return newer ? 'before' : 'newest';
}

function show(
  timeline: Timeline | null,
  entries: readonly OutboxEntry[],
  anchor: number | null,
  isLive: boolean,
  before: ReadonlyMap<string, MessageRow>,
): ShownMessages {
  if (!timeline || (timeline.awaitsFresh && timeline.ranges.length === 0)) {
    const rows = joinRows([], entries, before);
    return { rows, hasOlder: false, hasNewer: false, started: false, live: true, savedAt: null };
  }
  const { rows, older, newer, stale } = stretchOf(timeline, anchor, isLive);
  // In the middle of the record my newest words have no place yet: they stand at its end.
  return {
    rows: joinRows(rows, newer ? noEntries : entries, before),
    hasOlder: older,
    hasNewer: newer,
    started: true,
    live: stale.length === 0,
    savedAt: timeline.savedAt,
  };
}

const timelineOf = ({ timeline }: ConversationState): Timeline | null => timeline;

/** What is shown of one conversation. The very same object until one of its own messages or entries changes. */
export function useMessages(conversationId: string, anchor: number | null = null): ShownMessages {
  const timeline = useConversationPart(conversationId, timelineOf);
  const entries = useOutbox(conversationId);
  const isLive = useIsLive();
  const before = useRef<ReadonlyMap<string, MessageRow>>(new Map());
  return useMemo(() => {
    const now = show(timeline, entries, anchor, isLive, before.current);
    before.current = new Map(now.rows.map((row) => [row.id, row]));
    return now;
  }, [timeline, entries, anchor, isLive]);
}
