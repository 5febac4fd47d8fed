import type { User } from '@parley/shared/models/user.ts';
import { useMemo, useState } from 'react';
import { useChatClient } from '../../chat/ChatContext.tsx';
import { failureWords } from '../../chat/failure-words.ts';
import { counted } from '../../chat/names.ts';
import { usePresentParticipants } from '../../chat/use-people.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useWhileHere } from '../../ui/use-while-here.ts';
import { useWorld } from '../../ui/World.tsx';
import { PeopleField } from './PeopleField.tsx';

interface AddPeopleDialogProps {
  conversationId: string;
  open: boolean;
  onClose: () => void;
}

/** Takes more people into a group. */
export function AddPeopleDialog({ conversationId, open, onClose }: AddPeopleDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={(now) => !now && onClose()}
      title="Add people"
      description="Everybody in the group is told."
    >
      <AddForm conversationId={conversationId} onClose={onClose} />
    </Dialog>
  );
}

function AddForm({ conversationId, onClose }: Omit<AddPeopleDialogProps, 'open'>) {
  const client = useChatClient();
  const present = usePresentParticipants(conversationId);
  const without = useMemo(() => new Set(present.map(({ user }) => user.id)), [present]);
  const [chosen, setChosen] = useState<readonly User[]>([]);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const { toasts } = useWorld();
  const whileHere = useWhileHere();
  const toggle = (user: User) =>
    setChosen((before) =>
      before.some(({ id }) => id === user.id) ? before.filter(({ id }) => id !== user.id) : [...before, user],
    );
  return (
    <form
      className="people-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (busy || chosen.length === 0) return;
        setBusy(true);
        client
          .addPeople(
            conversationId,
            chosen.map(({ id }) => id),
          )
          .then(
            whileHere(onClose),
            whileHere(setFailure, (why) =>
              toasts.show({ text: `Nobody was added. ${failureWords(why)}`, kind: 'failed' }),
            ),
          )
          .finally(() => setBusy(false));
      }}
    >
      <PeopleField label="Who" chosen={chosen} several onToggle={toggle} without={without} />
      {failure !== null && (
        <p className="people-failure" role="alert">
          {failureWords(failure)}
        </p>
      )}
      <Button type="submit" variant="primary" size="big" busy={busy} disabled={chosen.length === 0}>
        {chosen.length === 0 ? 'Add people' : `Add ${counted(chosen.length, 'person', 'people')}`}
      </Button>
    </form>
  );
}
