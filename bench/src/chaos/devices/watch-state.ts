import type { ChatState, ConversationState } from '@parley/client/chat-client/state.ts';
import type { Store } from '@parley/client/chat-client/store.ts';
import type { Timeline } from '@parley/client/chat-client/timeline/timeline.ts';
import type { Message } from '@parley/shared/models/message.ts';
import type { SeenMark, Span } from '../checker/history.ts';
import { rowOf } from './fingerprint.ts';
import type { Note } from './recorder.ts';

/** The live ranges, as the checker reads them. */
export const liveSpans = ({ ranges }: Timeline): readonly Span[] =>
  ranges.flatMap(({ live, from, upTo }) => (live ? [[from, upTo] as const] : []));

/** The marks of those who are there. */
export const marksOf = ({ participants }: ConversationState): readonly SeenMark[] =>
  [...participants.values()].flatMap(({ user, leftSeq, deliveredSeq, readSeq }) =>
    leftSeq === null ? [{ user: user.id, delivered: deliveredSeq, read: readSeq }] : [],
  );

/** Messages that are new or other: what did not change is the very same object. */
function difference(
  before: readonly Message[],
  after: readonly Message[],
): { rows: readonly Message[]; dropped: number[] } {
  const known = new Set(before);
  const places = new Set(after.map(({ seq }) => seq));
  const rows = after.filter((message) => !known.has(message));
  return { rows, dropped: before.flatMap(({ seq }) => (places.has(seq) ? [] : [seq])) };
}

function timelineMoved(c: string, before: Timeline | null, after: Timeline, note: Note): void {
  const isSameStay = before !== null && before.joinedSeq === after.joinedSeq && before.cursor <= after.cursor;
  const known = isSameStay ? before : null;
  if (before !== null && before.joinedSeq !== after.joinedSeq) note({ kind: 'purge', c });
  if (after.awaitsFresh && known === null) return;
  if (known !== null && known.freshAt !== after.freshAt)
    note({ kind: 'reset', c, from: known.cursor, to: after.freshAt });
  const { rows, dropped } = difference(known?.rows ?? [], after.rows);
  const from = before !== null && before.joinedSeq === after.joinedSeq ? before.cursor : 0;
  if (rows.length === 0 && dropped.length === 0 && from === after.cursor && known?.ranges === after.ranges) return;
  const { joinedSeq, visibleFromSeq: visibleFrom, cursor: upTo } = after;
  const live = liveSpans(after);
  note({ kind: 'apply', c, joinedSeq, visibleFrom, from, upTo, rows: rows.map(rowOf), dropped, live });
}

function conversationMoved(before: ConversationState | undefined, after: ConversationState, note: Note): void {
  const { id: c, timeline, participants } = after;
  const held = before?.timeline ?? null;
  if (timeline === null && held !== null) note({ kind: 'purge', c });
  if (timeline !== null && timeline !== held) timelineMoved(c, held, timeline, note);
  if (timeline !== null && participants !== before?.participants) note({ kind: 'receipt', c, marks: marksOf(after) });
}

/** Writes down what the state of a client makes of what it is told; changes nothing. */
export function watchState(store: Store<ChatState>, note: Note): () => void {
  let known = store.get().conversations;
  return store.subscribe(() => {
    const { conversations } = store.get();
    if (conversations === known) return;
    const before = known;
    known = conversations;
    for (const [id, conversation] of before) {
      if (!conversations.has(id) && conversation.timeline !== null) note({ kind: 'purge', c: id });
    }
    for (const [id, conversation] of conversations) {
      const last = before.get(id);
      if (last !== conversation) conversationMoved(last, conversation, note);
    }
  });
}
