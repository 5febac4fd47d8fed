import type { CountedMessage } from '@parley/shared/contract/unread.routes.ts';
import { numberOf, shortMoment } from '../../chat/moments.ts';
import { conversationName } from '../../chat/names.ts';
import { useConversation } from '../../chat/use-conversations.ts';
import { useToday } from '../../chat/use-now.ts';
import { useUser } from '../../chat/use-people.ts';
import { useMe } from '../../chat/use-session.ts';
import { useWhyUnread, whyTitle, whyWords } from '../../chat/use-why-unread.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import './unread.css';

interface WhyUnreadDialogProps {
  conversationId: string;
  onClose: () => void;
  onJump: (seq: number) => void;
}

/** "Why 3?": the messages that are counted, and what makes them count. */
export function WhyUnreadDialog({ conversationId, onClose, onJump }: WhyUnreadDialogProps) {
  const me = useMe()?.id;
  const today = useToday();
  const conversation = useConversation(conversationId);
  const { account, failure, markAllRead } = useWhyUnread(conversationId);
  const count = account?.messages.length ?? 0;
  const name = conversation ? conversationName(conversation.summary, me) : '';
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={whyTitle(account)}
      description={failure ?? (account === null ? name : `${name}. ${whyWords(account, today)}`)}
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button
            variant="primary"
            disabled={!account || (count === 0 && account.me.unreadMarkSeq === null)}
            onClick={() => {
              markAllRead();
              onClose();
            }}
            data-autofocus
          >
            Mark all read
          </Button>
        </>
      }
    >
      {account === null && failure === null && <Skeleton kind="row" count={3} />}
      {account !== null && count > 0 && (
        <ol className="unread-list">
          {account.messages.map((message) => (
            <Counted key={message.id} message={message} today={today} onJump={onJump} />
          ))}
        </ol>
      )}
    </Dialog>
  );
}

const reasons = { after: 'after what you have read', marked: 'you marked it' } as const;

function Counted({
  message,
  today,
  onJump,
}: {
  message: CountedMessage;
  today: number;
  onJump: (seq: number) => void;
}) {
  const sender = useUser(message.senderId);
  const name = sender?.displayName ?? 'Somebody';
  return (
    <li>
      <button type="button" onClick={() => onJump(message.seq)}>
        <Avatar name={name} seed={message.senderId} decorative />
        <b>{name}</b>
        <time dateTime={message.createdAt}>{shortMoment(message.createdAt, today)}</time>
        <span dir="auto">{message.excerpt}</span>
        <small>{`Number ${numberOf(message.seq)}, ${reasons[message.because]}`}</small>
      </button>
    </li>
  );
}
