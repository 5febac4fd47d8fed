import { isArchivedForMe, type Participant } from '@parley/shared/models/conversation.ts';
import { Archive, ArchiveRestore, Download, Hourglass, LogOut, Pencil, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useChatClient } from '../../chat/ChatContext.tsx';
import { failureWords } from '../../chat/failure-words.ts';
import { useConversation } from '../../chat/use-conversations.ts';
import { usePresentParticipants } from '../../chat/use-people.ts';
import { useMe } from '../../chat/use-session.ts';
import { Button } from '../../ui/Button.tsx';
import { Details, DetailsSection, PersonList } from '../../ui/details/Details.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { useWorld } from '../../ui/World.tsx';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { KeptSection } from './KeptSection.tsx';
import { doableWith, mayManage } from './may.ts';
import { PersonItem } from './PersonItem.tsx';
import { RecordSection } from './RecordSection.tsx';
import { RenameDialog } from './RenameDialog.tsx';
import './members.css';

export interface MembersPanelProps {
  conversationId: string;
  onClose: () => void;
  onAddPeople: () => void;
  /** Goes to the conversation with one person. */
  onWrite: (userId: string) => void;
  onLeft: () => void;
  onExport: () => void;
  onRetention: () => void;
}

/** What is known about a conversation: how complete it is, who is in it, and what one may change. */
export function MembersPanel(props: MembersPanelProps) {
  const { conversationId, onClose, onAddPeople, onWrite, onLeft, onExport, onRetention } = props;
  const client = useChatClient();
  const { toasts } = useWorld();
  const conversation = useConversation(conversationId);
  const people = usePresentParticipants(conversationId);
  const me = useMe()?.id;
  const [asked, setAsked] = useState<'leave' | 'rename' | 'archive' | Participant | null>(null);
  if (!conversation) return null;
  const { summary } = conversation;
  const { kind, title } = summary.conversation;
  const mine = summary.me.role;
  const isGroup = kind === 'group';
  const isClosed = summary.conversation.archivedAt !== null;
  const isArchived = isArchivedForMe(summary);
  const mayClose = !isGroup || mayManage(mine);
  const close = () => setAsked(null);
  const doing = (work: Promise<void>) =>
    work.catch((failure) => toasts.show({ text: failureWords(failure), kind: 'failed' }));

  return (
    <Details title="Details" onClose={onClose}>
      <RecordSection conversationId={conversationId} />
      <DetailsSection title="People" count={summary.participantCount}>
        {people.length === 0 && <Skeleton kind="text" count={3} />}
        <PersonList>
          {people.map((participant) => (
            <PersonItem
              key={participant.user.id}
              participant={participant}
              isMyself={participant.user.id === me}
              head={summary.head}
              doable={isGroup ? doableWith(mine, participant, participant.user.id === me) : nothing}
              onWrite={onWrite}
              onRole={(userId, role) => void doing(client.changeRole(conversationId, userId, role))}
              onRemove={setAsked}
            />
          ))}
        </PersonList>
      </DetailsSection>
      <KeptSection conversationId={conversationId} />
      <DetailsSection title={isGroup ? 'This group' : 'This conversation'}>
        <div className="members-acts">
          {isGroup && mayManage(mine) && !isClosed && (
            <>
              <Button variant="quiet" onClick={onAddPeople}>
                <UserPlus />
                Add people
              </Button>
              <Button variant="quiet" onClick={() => setAsked('rename')}>
                <Pencil />
                Rename
              </Button>
            </>
          )}
          <Button variant="quiet" onClick={onExport}>
            <Download />
            Export
          </Button>
          {isGroup && mayManage(mine) && (
            <Button variant="quiet" onClick={onRetention}>
              <Hourglass />
              How long messages are kept
            </Button>
          )}
          <Button variant="quiet" onClick={() => void doing(client.keeping.archiveForMe(conversationId, !isArchived))}>
            {isArchived ? <ArchiveRestore /> : <Archive />}
            {isArchived ? 'Back into my list' : 'Archive for me'}
          </Button>
          {mayClose && (
            <Button
              variant="quiet"
              onClick={() =>
                isClosed ? void doing(client.keeping.archiveForAll(conversationId, false)) : setAsked('archive')
              }
            >
              {isClosed ? <ArchiveRestore /> : <Archive />}
              {isClosed ? 'Open it again' : 'Archive for everybody'}
            </Button>
          )}
          {isGroup && (
            <Button variant="quiet" onClick={() => setAsked('leave')}>
              <LogOut className="ui-mirror" />
              Leave
            </Button>
          )}
        </div>
      </DetailsSection>
      <RenameDialog conversationId={conversationId} title={title ?? ''} open={asked === 'rename'} onClose={close} />
      <ConfirmDialog
        open={asked === 'leave'}
        title="Leave this group?"
        description="You see nothing more of it until somebody adds you again."
        yes="Leave"
        no="Stay"
        onClose={close}
        onYes={() => {
          close();
          void doing(client.leave(conversationId).then(onLeft));
        }}
      />
      <ConfirmDialog
        open={asked === 'archive'}
        title="Archive this for everybody?"
        description="Everything in it can still be read and found; nothing more is written to it until somebody opens it again."
        yes="Archive"
        no="Leave it open"
        onClose={close}
        onYes={() => {
          close();
          void doing(client.keeping.archiveForAll(conversationId, true));
        }}
      />
      <ConfirmDialog
        open={typeof asked === 'object' && asked !== null}
        title={`Remove ${typeof asked === 'object' ? (asked?.user.displayName ?? '') : ''}?`}
        description="They see nothing of what is said from then on."
        yes="Remove"
        no="Keep"
        onClose={close}
        onYes={() => {
          if (typeof asked !== 'object' || asked === null) return;
          close();
          void doing(client.removePerson(conversationId, asked.user.id));
        }}
      />
    </Details>
  );
}

const nothing = { roles: [], remove: false };
