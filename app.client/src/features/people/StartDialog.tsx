import { limits } from '@parley/shared/limits.ts';
import { Title } from '@parley/shared/models/conversation.ts';
import type { User } from '@parley/shared/models/user.ts';
import { useState } from 'react';
import { useChatClient } from '../../chat/ChatContext.tsx';
import { failureWords } from '../../chat/failure-words.ts';
import { counted } from '../../chat/names.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useWhileHere } from '../../ui/use-while-here.ts';
import { useWorld } from '../../ui/World.tsx';
import { PeopleField } from './PeopleField.tsx';

interface StartDialogProps {
  open: boolean;
  onClose: () => void;
  /** Goes to the conversation, new or known. */
  onStarted: (conversationId: string) => void;
}

/** Begins a conversation: with one person by taking them, with a group by naming it. */
export function StartDialog({ open, onClose, onStarted }: StartDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={(now) => !now && onClose()}
      title="New conversation"
      description="With one person there is one conversation for good; it opens if you have it already."
    >
      <StartForm onStarted={onStarted} />
    </Dialog>
  );
}

function StartForm({ onStarted }: Pick<StartDialogProps, 'onStarted'>) {
  const client = useChatClient();
  const [kind, setKind] = useState<'direct' | 'group'>('direct');
  const [chosen, setChosen] = useState<readonly User[]>([]);
  const [title, setTitle] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const fits = Title.safeParse(title).success;
  const { toasts } = useWorld();
  const whileHere = useWhileHere();

  const start = (begin: Promise<string>) => {
    setBusy(true);
    setFailure(null);
    begin
      .then(
        whileHere(onStarted),
        whileHere(setFailure, (why) => toasts.show({ text: failureWords(why), kind: 'failed' })),
      )
      .finally(() => setBusy(false));
  };
  const toggle = (user: User) => {
    if (busy) return;
    if (kind === 'direct') return start(client.startDirect(user.id));
    const without = chosen.filter(({ id }) => id !== user.id);
    setChosen(without.length === chosen.length ? [...chosen, user] : without);
  };

  return (
    <form
      className="people-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (kind === 'group' && fits && !busy) {
          start(
            client.startGroup(
              title.trim(),
              chosen.map(({ id }) => id),
            ),
          );
        }
      }}
    >
      <Choice
        label="With"
        value={kind}
        options={[
          { value: 'direct', label: 'One person' },
          { value: 'group', label: 'A group' },
        ]}
        onChange={setKind}
      />
      {kind === 'group' && (
        <TextField
          label="Name of the group"
          value={title}
          maxLength={limits.titleLength}
          onChange={({ target }) => setTitle(target.value)}
        />
      )}
      <PeopleField key={kind} label="Who" chosen={chosen} several={kind === 'group'} onToggle={toggle} />
      {failure !== null && (
        <p className="people-failure" role="alert">
          {failureWords(failure)}
        </p>
      )}
      {kind === 'group' && (
        <Button type="submit" variant="primary" size="big" busy={busy} disabled={!fits || chosen.length === 0}>
          {chosen.length === 0 ? 'Start the group' : `Start with ${counted(chosen.length, 'person', 'people')}`}
        </Button>
      )}
    </form>
  );
}
