import { Copy, Pencil, Send, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useChatClient } from '../../chat/ChatContext.tsx';
import { failureWords } from '../../chat/failure-words.ts';
import { mayBeOnRecord } from '../../chat/unsent-words.ts';
import { type UnsentEntry, wordsOf } from '../../chat/use-outbox.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { useWorld } from '../../ui/World.tsx';

interface UnsentActionsProps {
  entry: UnsentEntry;
  /** Its turn has come, or it needs a word: then it can be sent at once. What stands behind another waits for it. */
  sendable: boolean;
  onEdit: () => void;
}

// Stable, so that it is called when the button comes and not at each render.
const focused = (button: HTMLButtonElement | null): void => button?.focus();

/** What its author can do with words that are not sent. Discarding is asked about: they are kept nowhere else. */
export function UnsentActions({ entry, sendable, onEdit }: UnsentActionsProps) {
  const client = useChatClient();
  const { copy, toasts } = useWorld();
  const [asks, setAsks] = useState(false);
  const failed = (failure: unknown) => toasts.show({ text: failureWords(failure), kind: 'failed' });
  const put = async () => {
    const copied = await copy(wordsOf(entry));
    toasts.show({ text: copied ? 'Text copied.' : 'The browser did not let it be copied.' });
  };
  if (asks) {
    return (
      <span className="outbox-asks">
        <span>
          {mayBeOnRecord(entry) ? 'May already be sent. Delete it there too?' : 'Kept nowhere else. Discard?'}
        </span>
        <Button variant="quiet" ref={focused} onClick={() => setAsks(false)}>
          Keep
        </Button>
        <Button variant="danger" onClick={() => void client.discard(entry.id).catch(failed)}>
          Discard
        </Button>
      </span>
    );
  }
  return (
    <span className="outbox-acts">
      {sendable && entry.status !== 'sending' && (
        <IconButton label="Send now" onClick={() => void client.retry(entry.id).catch(failed)}>
          <Send className="ui-mirror" />
        </IconButton>
      )}
      {entry.amendment?.kind !== 'delete' && (
        <IconButton label="Edit" onClick={onEdit}>
          <Pencil />
        </IconButton>
      )}
      <IconButton label="Copy text" onClick={() => void put()}>
        <Copy />
      </IconButton>
      <IconButton label="Discard" onClick={() => setAsks(true)}>
        <Trash2 />
      </IconButton>
    </span>
  );
}
