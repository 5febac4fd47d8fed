import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useSummaryPart } from '../../chat/use-conversations.ts';
import type { ShownMessages } from '../../chat/use-messages.ts';
import { useOutbox } from '../../chat/use-outbox.ts';
import type { LineItem } from './arrange.ts';
import type { Line } from './use-line.ts';
import { END_PX } from './use-stick.ts';
import { ways } from './ways.ts';

/** Where the reader is on the line. */
export interface LinePlace {
  readonly atEnd: boolean;
  /** What others said since the reader left the end. */
  readonly fresh: number;
}

/** From this far above the end there is a way back. */
const FAR_PX = 200;

interface PlaceOptions {
  readonly me: string | undefined;
  /** Where the reader begins, when it is not at the end: what comes after this number is new to them. */
  readonly seenUpTo: number | null;
  /** Shows the newest stretch of the record, wherever the reader was. */
  readonly showNewest: () => void;
}

/** Follows where the reader is, and brings them to the end. */
export function usePlace(
  conversationId: string,
  scroller: RefObject<HTMLDivElement | null>,
  { line, sticks }: { line: Line; sticks: RefObject<boolean> },
  { rows, hasNewer }: ShownMessages,
  { me, seenUpTo, showNewest }: PlaceOptions,
): { place: LinePlace; toLatest: () => void } {
  const unread = useSummaryPart(conversationId, (summary) => summary.me.unread.count) ?? 0;
  const [near, setNear] = useState(seenUpTo === null);
  const seen = useRef(seenUpTo ?? 0);
  // Said by the server after the disk was shown: the visit begins there, and not at the end.
  useLayoutEffect(() => {
    if (seenUpTo === null) return;
    seen.current = seenUpTo;
    setNear(false);
  }, [seenUpTo]);

  const look = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const below = element.scrollHeight - element.scrollTop - element.clientHeight;
    // All of it is in sight.
    if (element.scrollHeight <= element.clientHeight) sticks.current = true;
    setNear((before) => sticks.current || (before ? below < FAR_PX : below < END_PX));
  }, [scroller, sticks]);
  useEffect(() => {
    const element = scroller.current;
    element?.addEventListener('scroll', look, { passive: true });
    return () => element?.removeEventListener('scroll', look);
  }, [scroller, look]);
  // A line that fits into the window is never scrolled: nothing else would tell that its end is in sight.
  useEffect(() => {
    if (!near && rows.length > 0) look();
  }, [near, rows, look]);

  const atEnd = near && !hasNewer;
  const lastSeq = rows.findLast(({ message }) => message !== null)?.message?.seq ?? 0;
  useEffect(() => {
    if (atEnd) seen.current = lastSeq;
  }, [atEnd, lastSeq]);

  const wantsEnd = useRef(false);
  const toLatest = useCallback(() => {
    wantsEnd.current = hasNewer;
    if (hasNewer) showNewest();
    else line.scrollToEnd();
  }, [hasNewer, showNewest, line]);
  // The newest stretch has taken the place of the one that was read.
  useLayoutEffect(() => {
    if (hasNewer || !wantsEnd.current) return;
    wantsEnd.current = false;
    line.scrollToEnd();
  }, [hasNewer, line]);

  // One's own words always lead to the end, wherever one was reading.
  const lastUnsent = useOutbox(conversationId).at(-1)?.id ?? null;
  const unsentBefore = useRef(lastUnsent);
  useLayoutEffect(() => {
    if (lastUnsent !== null && lastUnsent !== unsentBefore.current) toLatest();
    unsentBefore.current = lastUnsent;
  }, [lastUnsent, toLatest]);

  const arrived = rows.filter(
    ({ message }) => message?.kind === 'text' && message.seq > seen.current && message.senderId !== me,
  ).length;
  return { place: { atEnd, fresh: atEnd ? 0 : hasNewer ? unread : Math.min(arrived, unread) }, toLatest };
}

/**
 * Comes to the place where this visit begins, before anything is painted: the unread rule, or the end. When the faces of the
 * letters come later, rows grow; then once more, unless somebody has moved meanwhile. So too when the server says of what the disk
 * showed that it begins elsewhere: `startAt`.
 */
export function useBeginning(
  scroller: RefObject<HTMLDivElement | null>,
  { line, sticks }: { line: Line; sticks: RefObject<boolean> },
  items: readonly LineItem[],
  ready: boolean,
  startAt: number | null,
): void {
  const begun = useRef<number | null | undefined>(undefined);
  const moved = useRef(false);
  const rule = items.findIndex(({ kind }) => kind === 'new');
  useLayoutEffect(() => {
    const element = scroller.current;
    if (begun.current === startAt || !ready || items.length === 0 || !element) return;
    begun.current = startAt;
    if (moved.current) return;
    const come = () => (rule >= 0 ? line.scrollToIndex(rule, { align: 'start' }) : line.scrollToEnd());
    // No event has told yet where this leads, and rows that grow meanwhile must not lead to the end.
    sticks.current = rule < 0;
    come();
    const move = () => {
      moved.current = true;
    };
    for (const way of ways) element.addEventListener(way, move, { once: true, passive: true });
    // Not every place that shows this has faces to wait for.
    void document.fonts?.ready.then(() => {
      if (!moved.current && begun.current === startAt && element.isConnected) come();
    });
  }, [scroller, line, sticks, items, ready, rule, startAt]);
}
