import { useMemo } from 'react';
import { useConversation } from '../../chat/use-conversations.ts';

/** The end of the record, as it is on this device. */
export interface RecordEnd {
  /** Every number up to here was applied. */
  readonly upTo: number;
  readonly from: number;
  readonly marks: readonly ('message' | 'change')[];
}

/** As many numbers as a ruler has room for. */
const LENGTH = 46;

/** What the last numbers were; null while nothing is known. Claims only what is here. */
export function useRecordEnd(conversationId: string): RecordEnd | null {
  const timeline = useConversation(conversationId)?.timeline ?? null;
  return useMemo(() => {
    const newest = timeline?.ranges.at(-1);
    if (!timeline || !newest || timeline.awaitsFresh) return null;
    const upTo = timeline.cursor;
    const from = Math.max(newest.from, upTo - LENGTH) + 1;
    const messages = new Set(timeline.rows.map(({ seq }) => seq));
    const marks = Array.from({ length: Math.max(0, upTo - from + 1) }, (_, at) =>
      messages.has(from + at) ? ('message' as const) : ('change' as const),
    );
    return { upTo, from, marks };
  }, [timeline]);
}
