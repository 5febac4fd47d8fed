import { PanelRight } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import { atMoment, numberOf, timeOf } from '../chat/moments.ts';
import { counted, otherPerson } from '../chat/names.ts';
import { useConnection } from '../chat/use-connection.ts';
import { useConversationName, useConversationPart, useSummaryPart } from '../chat/use-conversations.ts';
import { useToday } from '../chat/use-now.ts';
import { usePresence } from '../chat/use-people.ts';
import { useMe } from '../chat/use-session.ts';
import { giveFocus } from '../ui/focus-places.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { PageBar, Seal } from '../ui/PageBar.tsx';

interface ConversationBarProps {
  conversationId: string;
  detailsOpen: boolean;
  onDetails: () => void;
  onDoctor: () => void;
  onBack: () => void;
}

/** Where one is, and up to which number it is complete. */
export function ConversationBar({ conversationId, detailsOpen, onDetails, onDoctor, onBack }: ConversationBarProps) {
  const name = useConversationName(conversationId) ?? '';
  const button = useRef<HTMLButtonElement>(null);
  const wereOpen = useRef(detailsOpen);
  useLayoutEffect(() => {
    // Whoever closes them from inside, or goes back, stands where they are opened again.
    if (wereOpen.current && !detailsOpen && button.current) giveFocus([button.current]);
    wereOpen.current = detailsOpen;
  }, [detailsOpen]);
  return (
    <PageBar title={name} subtitle={<Subtitle conversationId={conversationId} />} onBack={onBack}>
      <CompleteSeal conversationId={conversationId} onOpen={onDoctor} />
      <IconButton ref={button} label="Details" on={detailsOpen} onClick={onDetails}>
        <PanelRight className="ui-mirror" />
      </IconButton>
    </PageBar>
  );
}

function Subtitle({ conversationId }: { conversationId: string }) {
  const me = useMe()?.id;
  const today = useToday();
  const count = useSummaryPart(conversationId, ({ participantCount }) => participantCount) ?? 0;
  const other = useSummaryPart(conversationId, (summary) => otherPerson(summary, me));
  const presence = usePresence(other?.id ?? null);
  if (!other) return counted(count, 'person', 'people');
  if (presence?.online) return `@${other.username}, here now`;
  if (presence?.lastSeenAt) return `@${other.username}, last here ${atMoment(presence.lastSeenAt, today)}`;
  return `@${other.username}`;
}

function CompleteSeal({ conversationId, onOpen }: { conversationId: string; onOpen: () => void }) {
  const { phase, since, lastSyncAt } = useConnection();
  const timeline = useConversationPart(conversationId, (conversation) => conversation.timeline);
  if (!timeline || timeline.awaitsFresh) return null;
  const checked = phase === 'live' ? null : timeOf(lastSyncAt ?? since);
  const number = numberOf(timeline.cursor);
  return (
    <Seal
      text="Complete to"
      number={number}
      {...(checked === null ? {} : { at: `at ${checked}` })}
      label={`You have every number up to ${number}${checked === null ? '.' : `, as of ${checked}.`}`}
      onOpen={onOpen}
    />
  );
}
