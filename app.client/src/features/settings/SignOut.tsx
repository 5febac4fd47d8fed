import { LogOut } from 'lucide-react';
import { useState } from 'react';
import { useChatClient } from '../../chat/ChatContext.tsx';
import { failureWords } from '../../chat/failure-words.ts';
import { counted } from '../../chat/names.ts';
import { useUnsentCount } from '../../chat/use-outbox.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useWorld } from '../../ui/World.tsx';

/** Leaves this device. What is unsent is asked about: nobody's words go because somebody signs out. */
export function SignOut({ onSignedOut }: { onSignedOut: () => void }) {
  const client = useChatClient();
  const { toasts } = useWorld();
  const { total } = useUnsentCount();
  const [asks, setAsks] = useState(false);
  const [busy, setBusy] = useState(false);
  const leave = (unsent: 'keep' | 'discard') => {
    setBusy(true);
    client
      .signOut(unsent)
      .then(onSignedOut, (failure) => toasts.show({ text: failureWords(failure), kind: 'failed' }))
      .finally(() => {
        setBusy(false);
        setAsks(false);
      });
  };
  const them = total === 1 ? 'it' : 'them';
  return (
    <>
      <Button busy={busy && !asks} onClick={() => (total > 0 ? setAsks(true) : leave('keep'))}>
        <LogOut className="ui-mirror" />
        Sign out
      </Button>
      <Dialog
        open={asks}
        onOpenChange={setAsks}
        size="small"
        title={`${counted(total, 'message is', 'messages are')} not sent`}
        description={`Kept, ${total === 1 ? 'it waits' : 'they wait'} on this device and ${total === 1 ? 'goes' : 'go'} out when you sign in here again. Nobody else who signs in here can read ${them}.`}
        footer={
          <>
            <Button variant="danger" busy={busy} onClick={() => leave('discard')}>
              Discard {them}
            </Button>
            <Button variant="primary" busy={busy} onClick={() => leave('keep')}>
              Keep {them}, and sign out
            </Button>
          </>
        }
      />
    </>
  );
}
