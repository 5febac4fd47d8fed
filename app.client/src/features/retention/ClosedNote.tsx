import { ArchiveRestore } from 'lucide-react';
import { useState } from 'react';
import { useChatClient } from '../../chat/ChatContext.tsx';
import { failureWords } from '../../chat/failure-words.ts';
import { Button } from '../../ui/Button.tsx';
import { useWorld } from '../../ui/World.tsx';
import './retention.css';

/** Stands where one would write: the conversation is closed, and who may opens it again. */
export function ClosedNote({ conversationId, mayOpen }: { conversationId: string; mayOpen: boolean }) {
  const client = useChatClient();
  const { toasts } = useWorld();
  const [busy, setBusy] = useState(false);
  const open = () => {
    setBusy(true);
    client.keeping
      .archiveForAll(conversationId, false)
      .catch((failure) => toasts.show({ text: failureWords(failure), kind: 'failed' }))
      .finally(() => setBusy(false));
  };
  return (
    <div className="retention-closed" role="note">
      <p>
        <b>This conversation is archived.</b> Everything in it can be read and found; nothing is written to it.
      </p>
      {mayOpen && (
        <Button onClick={open} busy={busy}>
          <ArchiveRestore />
          Open it again
        </Button>
      )}
    </div>
  );
}
