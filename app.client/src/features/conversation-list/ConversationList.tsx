import { Archive, ArrowLeft } from 'lucide-react';
import { type FocusEvent, useEffect, useRef, useState } from 'react';
import { useChatClient } from '../../chat/ChatContext.tsx';
import { failureWords } from '../../chat/failure-words.ts';
import { isUnread, useConversationList, useConversationSections } from '../../chat/use-conversations.ts';
import { useToday } from '../../chat/use-now.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { letterOnKey } from '../../ui/keys.ts';
import { RailDoor, RailLabel, RailList } from '../../ui/rail/Rail.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { ConversationItem } from './ConversationItem.tsx';
import { moveAmongLinks } from './move-among-links.ts';

/** How near to its end the list asks for more. */
const AHEAD_PX = 600;

interface ConversationListProps {
  current: string | null;
  /** Begins a conversation, where there is none yet. */
  onStart: () => void;
  /** Opens one; the very same function each time, so that no line renders for its sake. */
  onGo: (conversationId: string) => void;
  /** Asks why one of them is unread. */
  onWhy: (conversationId: string) => void;
}

/** All my conversations: those with something unread, then everything else; behind a door what is archived. */
export function ConversationList({ current, onStart, onGo, onWhy }: ConversationListProps) {
  const client = useChatClient();
  const list = useConversationList();
  const held = useHeld(current);
  const { unread, rest, archived } = useConversationSections(held);
  const [wantsArchive, setWantsArchive] = useState(false);
  const inArchive = wantsArchive && archived.length > 0;
  const today = useToday();
  const scroller = useRef<HTMLElement>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const all = inArchive ? archived : [...unread, ...rest];

  const loadWhenNear = () => {
    const nav = scroller.current;
    if (!nav || list.next === null || list.loadingMore || list.status !== 'ready') return;
    if (nav.scrollHeight - nav.scrollTop - nav.clientHeight < AHEAD_PX) {
      client.loadMoreConversations().catch(() => {});
    }
  };
  // After each page: the next one at once, while what is there does not fill the rail.
  useEffect(loadWhenNear, [list, client]);

  const stop = [focused, current, all[0]].find((id) => id != null && all.includes(id));
  const items = (ids: readonly string[]) =>
    ids.map((id) => (
      <ConversationItem
        key={id}
        id={id}
        here={id === current}
        stop={id === stop}
        now={today}
        onGo={onGo}
        onWhy={onWhy}
      />
    ));

  return (
    <RailList
      label="Conversations"
      ref={scroller}
      onScroll={loadWhenNear}
      onKeyDown={(event) => {
        moveAmongLinks(event);
        const id = (event.target as HTMLElement).dataset.conversation;
        if (letterOnKey(event) === 'w' && id !== undefined && unread.includes(id)) onWhy(id);
      }}
      onFocus={(event: FocusEvent<HTMLElement>) => setFocused(event.target.dataset.conversation ?? null)}
    >
      {inArchive ? (
        <>
          <RailDoor icon={<ArrowLeft className="ui-mirror" />} onClick={() => setWantsArchive(false)}>
            All conversations
          </RailDoor>
          <RailLabel>Archived</RailLabel>
          {items(archived)}
        </>
      ) : (
        <>
          {all.length === 0 && archived.length === 0 && <NothingListed onStart={onStart} />}
          {unread.length > 0 && <RailLabel>Unread</RailLabel>}
          {items(unread)}
          {unread.length > 0 && rest.length > 0 && <RailLabel>Everything else</RailLabel>}
          {items(rest)}
          {list.loadingMore && <Spinner label="Loading more conversations" />}
          {archived.length > 0 && (
            <RailDoor icon={<Archive />} count={archived.length} onClick={() => setWantsArchive(true)}>
              Archived
            </RailDoor>
          )}
        </>
      )}
    </RailList>
  );
}

function NothingListed({ onStart }: { onStart: () => void }) {
  const client = useChatClient();
  const list = useConversationList();
  if (list.status === 'loading') return <Skeleton kind="rail" count={6} />;
  if (list.status === 'failed') {
    return (
      <EmptyState
        small
        title="The list did not come"
        actions={
          <Button variant="quiet" onClick={() => client.reconnectNow()}>
            Try again
          </Button>
        }
      >
        {failureWords(list.failure)}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      small
      title="No conversations yet"
      actions={
        <Button variant="quiet" onClick={onStart}>
          Start one
        </Button>
      }
    >
      Find somebody by their username and write to them.
    </EmptyState>
  );
}

/** The open conversation, when it was unread as it was opened: it stays where it is until one leaves it. */
function useHeld(current: string | null): string | null {
  const client = useChatClient();
  const [held, setHeld] = useState<{ of: string | null; id: string | null }>({ of: null, id: null });
  if (held.of !== current) {
    const known = current === null ? undefined : client.state.get().conversations.get(current);
    const wasUnread = known !== undefined && isUnread(known.summary.me);
    setHeld({ of: current, id: wasUnread ? current : null });
  }
  return held.id;
}
