import type { ReactNode } from 'react';
import { counted } from '../../chat/names.ts';
import { useWaiting } from '../../chat/use-outbox.ts';
import { SignInLayout, WarmNote } from '../../ui/SignInLayout.tsx';
import { AuthLine } from './AuthLine.tsx';

/** The page around both ways in. It names an outbox that waits on this device. */
export function AuthPage({ title, subtitle, children }: { title: string; subtitle: ReactNode; children: ReactNode }) {
  return (
    <SignInLayout
      title={title}
      subtitle={subtitle}
      sentence={
        <>
          Every message
          <br />
          has its place.
        </>
      }
      line={<AuthLine />}
    >
      {children}
      <WaitingOutbox />
    </SignInLayout>
  );
}

/** What waits until its author is back. Nothing when nothing waits. */
export function WaitingOutbox() {
  const total = useWaiting();
  if (total === 0) return null;
  return (
    <WarmNote>
      {counted(total, 'message')} {total === 1 ? 'waits' : 'wait'} in the outbox of this device.{' '}
      {total === 1 ? 'It goes' : 'They go'} out when {total === 1 ? 'its' : 'their'} author is in.
    </WarmNote>
  );
}
