import { atMoment, numberOf } from '../../chat/moments.ts';
import { useConnection } from '../../chat/use-connection.ts';
import { useSummaryPart } from '../../chat/use-conversations.ts';
import { useNow } from '../../chat/use-now.ts';
import { useOutbox } from '../../chat/use-outbox.ts';
import { DetailsSection, FactList } from '../../ui/details/Details.tsx';
import { RecordNumber, Ruler } from '../../ui/details/Record.tsx';
import { unknownUpTo, useRecordEnd } from './use-record.ts';

/** "6 s ago", "4 min ago", then the time: how fresh a comparison is. */
function ago(when: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - when) / 1000));
  if (seconds < 60) return `${seconds} s ago`;
  return seconds < 3600 ? `${Math.floor(seconds / 60)} min ago` : atMoment(when, now);
}

/** A ruler of fewer strokes measures nothing. */
const FEWEST = 12;

/** How complete this conversation is on this device. It has its place before that is known: nothing below moves when it is. */
export function RecordSection({ conversationId }: { conversationId: string }) {
  const end = useRecordEnd(conversationId);
  const head = useSummaryPart(conversationId, (summary) => summary.head) ?? 0;
  const { lastSyncAt } = useConnection();
  const unsent = useOutbox(conversationId).length;
  const now = useNow(5_000);
  const { upTo, from, marks } = end ?? unknownUpTo(head);
  return (
    <DetailsSection title="The record">
      <RecordNumber
        number={numberOf(upTo)}
        below={
          <>
            {upTo - from >= FEWEST && <Ruler marks={marks} from={numberOf(from + 1)} to={numberOf(upTo)} />}
            <FactList
              facts={[
                { name: 'Compared with the server', value: lastSyncAt === null ? 'not yet' : ago(lastSyncAt, now) },
                { name: 'Still on this device', value: numberOf(unsent), warm: unsent > 0 },
              ]}
            />
          </>
        }
      >
        {end ? 'in order, none missing' : 'not compared yet'}
      </RecordNumber>
    </DetailsSection>
  );
}
