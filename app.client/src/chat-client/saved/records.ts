import { ConversationSummary, Participant } from '@parley/shared/models/conversation.ts';
import { Message } from '@parley/shared/models/message.ts';
import * as z from 'zod/mini';
import { putOver, type Range } from '../timeline/ranges.ts';
import type { SavedStretch } from '../timeline/remember.ts';
import type { SavedLine, SavedMessages } from './saved-storage.ts';

const People = z.array(Participant);

/** Lines that can be read, and are of whom they say: what was stored last year is input too. Others will be fetched anew. */
export const readLines = (lines: readonly SavedLine[]): readonly ConversationSummary[] =>
  lines.flatMap(({ conversationId, value }) => {
    const { data } = ConversationSummary.safeParse(value);
    return data?.conversation.id === conversationId ? [data] : [];
  });

const without = (ranges: readonly Range[], seq: number): readonly Range[] =>
  ranges.flatMap((range) =>
    range.from < seq && seq <= range.upTo
      ? [
          { ...range, upTo: seq - 1 },
          { ...range, from: seq },
        ].filter(({ from, upTo }) => from < upTo)
      : [range],
  );

/** A conversation's messages. One that cannot be read leaves a hole: its number is not known here any more. */
export function readStretch(saved: SavedMessages, conversationId: string): SavedStretch {
  const rows: Message[] = [];
  let ranges = saved.ranges.map((range) => ({ ...range, live: false })).reduce<readonly Range[]>(putOver, []);
  for (const { seq, value } of saved.rows) {
    const { data } = Message.safeParse(value);
    if (data?.seq === seq && data.conversationId === conversationId) rows.push(data);
    else ranges = without(ranges, seq);
  }
  const { epoch, at, joinedSeq, visibleFromSeq, people } = saved;
  return { epoch, at, joinedSeq, visibleFromSeq, ranges, rows, participants: People.safeParse(people).data ?? [] };
}
