import { useMemo } from 'react';
import { useConversation } from '../../chat/use-conversations.ts';

/** The end of the record, as it is on this device. */
export interface RecordEnd {
  /** Every number up to here was applied. */
  readonly upTo: number;
  /** The number before the first that is marked. */
  readonly from: number;
  readonly marks: readonly ('message' | 'change')[];
}

/** As many numbers as a ruler has room for. */
const LENGTH = 46;

/** Of a record of which only the last number is known: what the ones before it were is not. */
export const unknownUpTo = (upTo: number): RecordEnd => ({ upTo, from: Math.max(0, upTo - LENGTH), marks: [] });

/** What the last numbers were; null while nothing is known. Claims only what is here. */
export function useRecordEnd(conversationId: string): RecordEnd | null {
  const timeline = useConversation(conversationId)?.timeline ?? null;
  return useMemo(() => {
    const newest = timeline?.ranges.at(-1);
    if (!timeline || !newest || timeline.awaitsFresh) return null;
    const upTo = timeline.cursor;
    const from = Math.max(newest.from, upTo - LENGTH);
    const messages = new Set(timeline.rows.map(({ seq }) => seq));
    const marks = Array.from({ length: Math.max(0, upTo - from) }, (_, at) =>
      messages.has(from + 1 + at) ? ('message' as const) : ('change' as const),
    );
    return { upTo, from, marks };
  }, [timeline]);
}
