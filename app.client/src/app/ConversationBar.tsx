import { PanelRight } from 'lucide-react';
import { atMoment, numberOf, timeOf } from '../chat/moments.ts';
import { conversationName, counted, otherPerson } from '../chat/names.ts';
import { useConnection } from '../chat/use-connection.ts';
import { useToday } from '../chat/use-now.ts';
import { usePresence } from '../chat/use-people.ts';
import { useMe } from '../chat/use-session.ts';
import type { ConversationState } from '../chat-client/state.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { PageBar, Seal } from '../ui/PageBar.tsx';

export interface ConversationBarProps {
  conversation: ConversationState;
  detailsOpen: boolean;
  onDetails: () => void;
  onDoctor: () => void;
  onBack: () => void;
}

/** Where one is, and up to which number it is complete. */
export function ConversationBar({ conversation, detailsOpen, onDetails, onDoctor, onBack }: ConversationBarProps) {
  const me = useMe()?.id;
  const { summary } = conversation;
  return (
    <PageBar title={conversationName(summary, me)} subtitle={<Subtitle conversation={conversation} />} onBack={onBack}>
      <CompleteSeal conversation={conversation} onOpen={onDoctor} />
      <IconButton label="Details" on={detailsOpen} onClick={onDetails}>
        <PanelRight className="ui-mirror" />
      </IconButton>
    </PageBar>
  );
}

function Subtitle({ conversation: { summary } }: { conversation: ConversationState }) {
  const me = useMe()?.id;
  const today = useToday();
  const other = otherPerson(summary, me);
  const presence = usePresence(other?.id ?? null);
  if (!other) return counted(summary.participantCount, 'person', 'people');
  if (presence?.online) return `@${other.username}, here now`;
  if (presence?.lastSeenAt) return `@${other.username}, last here ${atMoment(presence.lastSeenAt, today)}`;
  return `@${other.username}`;
}

function CompleteSeal({ conversation, onOpen }: { conversation: ConversationState; onOpen: () => void }) {
  const { phase, since, lastSyncAt } = useConnection();
  const { timeline } = conversation;
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
