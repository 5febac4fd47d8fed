import { useNow } from '../../chat/use-now.ts';
import { useOutbox } from '../../chat/use-outbox.ts';
import { UnsentItem } from './UnsentItem.tsx';
import './outbox.css';

/** What was written to a conversation that does not open any more: its author's words are not taken with it. */
export function UnsentLeft({ conversationId }: { conversationId: string }) {
  const entries = useOutbox(conversationId);
  const now = useNow(entries.length > 0 ? 1_000 : null);
  if (entries.length === 0) return null;
  return (
    <section className="outbox outbox-left" aria-label="Not sent">
      <h2>{entries.length === 1 ? 'This was not sent' : 'These were not sent'}</h2>
      <ul>
        {entries.map((entry, place) => (
          <UnsentItem key={entry.id} entry={entry} place={place} now={now} />
        ))}
      </ul>
    </section>
  );
}
