import type { ReactNode } from 'react';
import { useChatClient } from '../../chat/ChatContext.tsx';
import { failureWords } from '../../chat/failure-words.ts';
import type { UnsentEntry } from '../../chat/use-outbox.ts';
import { Button } from '../../ui/Button.tsx';
import { FailedNote } from '../../ui/line/Words.tsx';
import { useWorld } from '../../ui/World.tsx';

interface FailedWordsProps {
  entry: UnsentEntry;
  children: ReactNode;
  onEdit: () => void;
  onDelete: () => void;
}

/** Words that were not sent, why, and what their author can do. Nothing is given up without their word. */
export function FailedWords({ entry, children, onEdit, onDelete }: FailedWordsProps) {
  const client = useChatClient();
  const { copy, toasts } = useWorld();
  const retry = () => {
    client.retry(entry.id).catch((failure) => toasts.show({ text: failureWords(failure), kind: 'failed' }));
  };
  const reason =
    entry.status === 'doubtful'
      ? 'It may have been sent. Whether it was will show when the server answers.'
      : `Not sent. ${failureWords(entry.failure)}`;
  return (
    <FailedNote
      reason={reason}
      actions={
        <>
          <Button variant="quiet" onClick={retry}>
            Retry
          </Button>
          <Button variant="quiet" onClick={onEdit}>
            Edit
          </Button>
          <Button variant="quiet" onClick={() => void copy(entry.content)}>
            Copy
          </Button>
          <Button variant="quiet" onClick={onDelete}>
            Delete
          </Button>
        </>
      }
    >
      {children}
    </FailedNote>
  );
}
