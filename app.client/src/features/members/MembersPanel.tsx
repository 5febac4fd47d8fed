import { isArchivedForMe, type Participant, type Role } from '@parley/shared/models/conversation.ts';
import { Archive, ArchiveRestore, Download, Hourglass, LogOut, Pencil, UserPlus } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useChatClient } from '../../chat/ChatContext.tsx';
import { failureWords } from '../../chat/failure-words.ts';
import { useSummaryPart } from '../../chat/use-conversations.ts';
import { Button } from '../../ui/Button.tsx';
import { Details, DetailsSection } from '../../ui/details/Details.tsx';
import { useWorld } from '../../ui/World.tsx';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { KeptSection } from './KeptSection.tsx';
import { mayManage } from './may.ts';
import { PeopleSection } from './PeopleSection.tsx';
import { RecordSection } from './RecordSection.tsx';
import { RenameDialog } from './RenameDialog.tsx';
import './members.css';

interface MembersPanelProps {
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
  const fields = useSummaryPart(conversationId, ({ conversation }) => conversation);
  const mine = useSummaryPart(conversationId, ({ me }) => me.role);
  const isArchived = useSummaryPart(conversationId, isArchivedForMe) ?? false;
  const [asked, setAsked] = useState<'leave' | 'rename' | 'archive' | Participant | null>(null);
  const doing = useCallback(
    (work: Promise<void>) => work.catch((failure) => toasts.show({ text: failureWords(failure), kind: 'failed' })),
    [toasts],
  );
  const changeRole = useCallback(
    (userId: string, role: Role) => void doing(client.changeRole(conversationId, userId, role)),
    [doing, client, conversationId],
  );
  if (!fields || !mine) return null;
  const { title } = fields;
  const isGroup = fields.kind === 'group';
  const isClosed = fields.archivedAt !== null;
  const mayClose = !isGroup || mayManage(mine);
  const close = () => setAsked(null);

  return (
    <Details title="Details" onClose={onClose}>
      <RecordSection conversationId={conversationId} />
      <PeopleSection conversationId={conversationId} onWrite={onWrite} onRole={changeRole} onRemove={setAsked} />
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
