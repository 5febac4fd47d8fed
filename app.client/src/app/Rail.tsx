import { Search, Settings, SquarePen } from 'lucide-react';
import { useIsLive } from '../chat/use-connection.ts';
import { useUnsentCount } from '../chat/use-outbox.ts';
import { useMe, useStorageKind } from '../chat/use-session.ts';
import { ConnectionLight } from '../features/connection/ConnectionLight.tsx';
import { ConversationList } from '../features/conversation-list/ConversationList.tsx';
import { Avatar } from '../ui/Avatar.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { RailGoto, RailHead, RailMe, RailNotice } from '../ui/rail/Rail.tsx';
import { NewerNote } from './NewerNote.tsx';
import { PaneBoundary } from './PaneBoundary.tsx';

interface RailProps {
  current: string | null;
  onStart: () => void;
  onGo: (conversationId: string) => void;
  onGoto: () => void;
  onSearch: () => void;
  onSettings: () => void;
  onOutbox: () => void;
  onWhyUnread: (conversationId: string) => void;
}

/** The list of conversations, what is still with you, and yourself. */
export function Rail({ current, onStart, onGo, onGoto, onSearch, onSettings, onOutbox, onWhyUnread }: RailProps) {
  const me = useMe();
  const live = useIsLive();
  const unsent = useUnsentCount();
  const storage = useStorageKind();
  return (
    <>
      <RailHead>
        <IconButton label="Search messages" onClick={onSearch}>
          <Search />
        </IconButton>
        <IconButton label="New conversation" onClick={onStart}>
          <SquarePen />
        </IconButton>
      </RailHead>
      <RailGoto keys="Ctrl K" onClick={onGoto}>
        Go to
      </RailGoto>
      <PaneBoundary name="The list">
        <ConversationList current={current} onStart={onStart} onGo={onGo} onWhy={onWhyUnread} />
      </PaneBoundary>
      <NewerNote />
      {unsent.total > 0 && (
        <RailNotice title={`${unsent.total} not sent yet`} onClick={onOutbox}>
          {unsent.needy > 0
            ? `${unsent.needy} ${unsent.needy === 1 ? 'needs' : 'need'} you`
            : storage === 'memory'
              ? 'kept while this page is open'
              : 'kept on this device'}
        </RailNotice>
      )}
      {me && (
        <RailMe
          face={
            <Avatar name={me.displayName} seed={me.id} size="large" presence={live ? 'active' : 'away'} decorative />
          }
          name={me.displayName}
          connection={<ConnectionLight />}
        >
          <IconButton label="Settings" onClick={onSettings}>
            <Settings />
          </IconButton>
        </RailMe>
      )}
    </>
  );
}
