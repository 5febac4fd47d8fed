import { useEffect } from 'react';
import { useMe, useSession } from '../../chat/use-session.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { useWorld } from '../../ui/World.tsx';
import { WaitingOutbox } from './AuthPage.tsx';
import { SignInForm } from './SignInForm.tsx';

/** The session ended under somebody's hands: signs in over the page, and the page goes on with its draft and outbox. */
export function SessionExpiredDialog() {
  const expired = useSession() === 'expired';
  const me = useMe();
  const { voice } = useWorld();
  useEffect(() => {
    if (expired) voice.alarm('Your session ended. Sign in to go on.');
  }, [expired, voice]);
  return (
    <Dialog
      open={expired}
      onOpenChange={() => {}}
      closable={false}
      size="small"
      title="Your session ended"
      description="Sign in again to go on. What you were writing is still here."
    >
      <SignInForm username={me?.username} onDone={() => {}} />
      <WaitingOutbox />
    </Dialog>
  );
}
