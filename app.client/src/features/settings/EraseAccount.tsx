import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useChatClient } from '../../chat/ChatContext.tsx';
import { failureWords, isFailure } from '../../chat/failure-words.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';

/** The way out for good: asks what becomes of one's words, and for the password. */
export function EraseAccount() {
  const [asks, setAsks] = useState(false);
  return (
    <>
      <Button variant="quiet" onClick={() => setAsks(true)}>
        <Trash2 />
        Erase my account
      </Button>
      <Dialog
        open={asks}
        onOpenChange={setAsks}
        size="small"
        title="Erase your account?"
        description="Nobody can sign in with it again, not even you, and nobody can take its name. You leave your groups; whom you wrote to directly keeps reading. There is no way back."
      >
        <EraseForm />
      </Dialog>
    </>
  );
}

const choices = [
  { value: 'keep', label: 'Stay, as “Deleted user”' },
  { value: 'erase', label: 'Go too' },
] as const;

function EraseForm() {
  const client = useChatClient();
  const [messages, setMessages] = useState<'keep' | 'erase'>('keep');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const wrong = isFailure(failure, 'WRONG_PASSWORD');
  return (
    <form
      className="settings-erase"
      onSubmit={(event) => {
        event.preventDefault();
        if (password === '' || busy) return;
        setBusy(true);
        setFailure(null);
        client
          .account()
          .then((account) => account.erase(password, messages))
          .catch(setFailure)
          .finally(() => setBusy(false));
      }}
    >
      <Choice label="Your messages" value={messages} options={choices} onChange={setMessages} />
      <PasswordField
        label="Your password"
        autoComplete="current-password"
        value={password}
        error={wrong ? failureWords(failure) : undefined}
        onChange={({ target }) => setPassword(target.value)}
      />
      {failure !== null && !wrong && (
        <p className="settings-failure" role="alert">
          {failureWords(failure)}
        </p>
      )}
      <Button type="submit" variant="danger" size="big" busy={busy} disabled={password === ''}>
        Erase my account
      </Button>
    </form>
  );
}
