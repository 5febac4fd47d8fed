import { limits } from '@parley/shared/limits.ts';
import { Title } from '@parley/shared/models/conversation.ts';
import { useState } from 'react';
import { useChatClient } from '../../chat/ChatContext.tsx';
import { failureWords } from '../../chat/failure-words.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useWhileHere } from '../../ui/use-while-here.ts';
import { useWorld } from '../../ui/World.tsx';

interface RenameDialogProps {
  conversationId: string;
  title: string;
  open: boolean;
  onClose: () => void;
}

/** Gives a group another name. */
export function RenameDialog({ open, onClose, ...rest }: RenameDialogProps) {
  return (
    <Dialog open={open} onOpenChange={(now) => !now && onClose()} size="small" title="Rename the group">
      <RenameForm {...rest} onClose={onClose} />
    </Dialog>
  );
}

function RenameForm({ conversationId, title, onClose }: Omit<RenameDialogProps, 'open'>) {
  const client = useChatClient();
  const [text, setText] = useState(title);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const fits = Title.safeParse(text).success;
  const { toasts } = useWorld();
  const whileHere = useWhileHere();
  return (
    <form
      className="members-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!fits || busy) return;
        if (text.trim() === title) return onClose();
        setBusy(true);
        client
          .rename(conversationId, text.trim())
          .then(
            whileHere(onClose),
            whileHere(setFailure, (why) => toasts.show({ text: `Not renamed. ${failureWords(why)}`, kind: 'failed' })),
          )
          .finally(() => setBusy(false));
      }}
    >
      <TextField
        label="Name"
        value={text}
        autoFocus
        maxLength={limits.titleLength}
        error={failure === null ? undefined : failureWords(failure)}
        onChange={({ target }) => setText(target.value)}
      />
      <Button type="submit" variant="primary" size="big" busy={busy} disabled={!fits}>
        Rename
      </Button>
    </form>
  );
}
