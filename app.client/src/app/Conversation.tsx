import { Pencil, UserPlus } from 'lucide-react';
import { useCallback, useRef, useState } from 'react';
import { useChatClient } from '../chat/ChatContext.tsx';
import { type Editing, lastEditable } from '../chat/editing.ts';
import { counted } from '../chat/names.ts';
import { useConversationName, useSummaryPart } from '../chat/use-conversations.ts';
import { useOutbox } from '../chat/use-outbox.ts';
import { useStorageKind } from '../chat/use-session.ts';
import { Composer, type ComposerControl } from '../features/composer/Composer.tsx';
import { ConnectionBanner } from '../features/connection/ConnectionBanner.tsx';
import type { ConnectionNews } from '../features/connection/use-banner.ts';
import { StorageBanner } from '../features/outbox/StorageBanner.tsx';
import { Timeline, type TimelineControl } from '../features/timeline/Timeline.tsx';
import type { LinePlace } from '../features/timeline/use-place.ts';
import { Typing } from '../features/typing/Typing.tsx';
import { Button } from '../ui/Button.tsx';
import { JumpToLatest } from '../ui/foot/JumpToLatest.tsx';
import { LineFoot } from '../ui/foot/LineFoot.tsx';
import { useWorld } from '../ui/World.tsx';
import { ConversationBar } from './ConversationBar.tsx';
import { ClosedNote } from './overlays.ts';

/** Which conversation, the message a link leads to, and what is opened from it. */
export interface ConversationProps {
  conversationId: string;
  target: string | null;
  visit: string;
  news: ConnectionNews;
  detailsOpen: boolean;
  onDetails: () => void;
  onDoctor: () => void;
  onBack: () => void;
  onWhyUnread: (conversationId: string) => void;
  onAddPeople: () => void;
}

/** One conversation: its bar, its line, and the place the next message gets. Wants the conversation as its key. */
export function Conversation(props: ConversationProps) {
  const { conversationId: id, news, onWhyUnread } = props;
  const client = useChatClient();
  const { matches } = useWorld();
  const name = useConversationName(id) ?? '';
  const isClosed = useSummaryPart(id, ({ conversation }) => conversation.archivedAt !== null) ?? false;
  const isGroup = useSummaryPart(id, ({ conversation }) => conversation.kind === 'group') ?? false;
  const isMember = useSummaryPart(id, ({ me }) => me.role === 'member') ?? true;
  const [editing, setEditing] = useState<Editing | null>(null);
  const [place, setPlace] = useState<LinePlace>({ atEnd: true, fresh: 0 });
  const stand = useCallback(
    (now: LinePlace) => setPlace((before) => (before.atEnd === now.atEnd && before.fresh === now.fresh ? before : now)),
    [],
  );
  const line = useRef<TimelineControl>(null);
  const composer = useRef<ComposerControl>(null);
  const waits = useOutbox(id).length > 0;
  const storage = useStorageKind();
  const [pointer] = useState(() => matches('(pointer: fine)'));
  const editLast = useCallback(() => setEditing(lastEditable(client.state.get(), id)), [client, id]);
  const stopEditing = useCallback(() => setEditing(null), []);
  const why = useCallback(() => onWhyUnread(id), [onWhyUnread, id]);
  const runs = !isGroup || !isMember;
  const mayInvite = !isClosed && isGroup && !isMember;

  return (
    <>
      <ConversationBar
        conversationId={id}
        detailsOpen={props.detailsOpen}
        onDetails={props.onDetails}
        onDoctor={props.onDoctor}
        onBack={props.onBack}
      />
      <Timeline
        conversationId={id}
        target={props.target}
        visit={props.visit}
        label={`Messages of ${name}`}
        onEdit={setEditing}
        onPlace={stand}
        control={line}
        onWhy={why}
        beginActions={
          !isClosed && (
            <>
              <Button variant="quiet" onClick={() => composer.current?.focus()}>
                <Pencil />
                Say something
              </Button>
              {mayInvite && (
                <Button variant="quiet" onClick={props.onAddPeople}>
                  <UserPlus />
                  Add people
                </Button>
              )}
            </>
          )
        }
      />
      <LineFoot
        lead={place.atEnd ? (waits ? 'dashes' : 'dots') : 'fade'}
        slot={
          news !== 'none' ? (
            <ConnectionBanner news={news} />
          ) : storage === 'full' || (storage === 'memory' && waits) ? (
            <StorageBanner kind={storage} />
          ) : (
            <Typing conversationId={id} />
          )
        }
        jump={
          place.atEnd ? undefined : (
            <JumpToLatest
              count={place.fresh}
              label={
                place.fresh > 0 ? `Jump to the latest, ${counted(place.fresh, 'new message')}` : 'Jump to the latest'
              }
              onJump={() => {
                line.current?.toLatest();
                // The button goes, and with it the focus would.
                if (pointer) composer.current?.focus();
              }}
            />
          )
        }
      >
        {isClosed ? (
          <ClosedNote conversationId={id} mayOpen={runs} />
        ) : (
          <Composer
            conversationId={id}
            name={name}
            focusAtOnce={pointer}
            editing={editing}
            onEditDone={stopEditing}
            onEditLast={editLast}
            onEscape={() => line.current?.dismissNew()}
            control={composer}
          />
        )}
      </LineFoot>
    </>
  );
}
