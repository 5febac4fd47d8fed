import { atMoment, numberOf } from '../../chat/moments.ts';
import { useConnection } from '../../chat/use-connection.ts';
import { useNow } from '../../chat/use-now.ts';
import { useOutbox } from '../../chat/use-outbox.ts';
import { DetailsSection, FactList } from '../../ui/details/Details.tsx';
import { RecordNumber, Ruler } from '../../ui/details/Record.tsx';
import { useRecordEnd } from './use-record.ts';

/** "6 s ago", "4 min ago", then the time: how fresh a comparison is. */
function ago(when: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - when) / 1000));
  if (seconds < 60) return `${seconds} s ago`;
  return seconds < 3600 ? `${Math.floor(seconds / 60)} min ago` : atMoment(when, now);
}

/** A ruler of fewer strokes measures nothing. */
const FEWEST = 12;

/** How complete this conversation is on this device. */
export function RecordSection({ conversationId }: { conversationId: string }) {
  const end = useRecordEnd(conversationId);
  const { lastSyncAt } = useConnection();
  const unsent = useOutbox(conversationId).length;
  const now = useNow(5_000);
  if (!end) return null;
  return (
    <DetailsSection title="The record">
      <RecordNumber
        number={numberOf(end.upTo)}
        below={
          <>
            {end.marks.length >= FEWEST && (
              <Ruler marks={end.marks} from={numberOf(end.from)} to={numberOf(end.upTo)} />
            )}
            <FactList
              facts={[
                { name: 'Compared with the server', value: lastSyncAt === null ? 'not yet' : ago(lastSyncAt, now) },
                { name: 'Still on this device', value: numberOf(unsent), warm: unsent > 0 },
              ]}
            />
          </>
        }
      >
        in order, none missing
      </RecordNumber>
    </DetailsSection>
  );
}
