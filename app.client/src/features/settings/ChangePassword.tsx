import { limits } from '@parley/shared/limits.ts';
import { Password } from '@parley/shared/models/user.ts';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useChatClient } from '../../chat/ChatContext.tsx';
import { failureWords, isFailure } from '../../chat/failure-words.ts';
import { passwordHint, passwordWords } from '../../chat/password-words.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { useWhileHere } from '../../ui/use-while-here.ts';
import { useWorld } from '../../ui/World.tsx';
import { elsewhere } from './elsewhere.ts';

/** Another password. Everywhere else one is signed out with it. */
export function ChangePassword({ username }: { username: string }) {
  const [asks, setAsks] = useState(false);
  return (
    <>
      <Button variant="quiet" onClick={() => setAsks(true)}>
        <KeyRound />
        Change my password
      </Button>
      <Dialog
        open={asks}
        onOpenChange={setAsks}
        size="small"
        title="Change your password"
        description="You stay signed in here. Everywhere else you are signed out, and sign in with the new one."
      >
        <PasswordForm username={username} onDone={() => setAsks(false)} />
      </Dialog>
    </>
  );
}

const refuse = (why: unknown): never => {
  throw why;
};

/** What is wrong with the new one, by the same rules as the server's. */
function problemOf(password: string, newPassword: string): string | null {
  if (!Password.safeParse(newPassword).success) return passwordWords;
  return newPassword === password ? 'This is the one you have. Choose another.' : null;
}

function PasswordForm({ username, onDone }: { username: string; onDone: () => void }) {
  const client = useChatClient();
  const { toasts } = useWorld();
  const whileHere = useWhileHere();
  const [problem, setProblem] = useState<string | null>(null);
  const { busy, failure, onSubmit } = useSubmit(async ({ password = '', newPassword = '' }) => {
    const found = problemOf(password, newPassword);
    setProblem(found);
    if (found !== null) return;
    const account = await client.account();
    await account.changePassword(password, newPassword).then(
      (ended) => {
        toasts.show({ text: `Your password is changed.${ended > 0 ? ` ${elsewhere(ended)}` : ''}` });
        whileHere(onDone)(undefined);
      },
      whileHere(refuse, (why) =>
        toasts.show({ text: `Your password is not changed. ${failureWords(why)}`, kind: 'failed' }),
      ),
    );
  });
  const words = failure === null ? undefined : failureWords(failure);
  const isWrong = isFailure(failure, 'WRONG_PASSWORD');
  const isWeak = isFailure(failure, 'PASSWORD_GUESSABLE');
  return (
    <form className="settings-password" onSubmit={onSubmit}>
      {/* Not to be seen: it tells a password manager whose password it is. */}
      <input hidden readOnly name="username" autoComplete="username" value={username} />
      <PasswordField
        label="Your password now"
        name="password"
        autoComplete="current-password"
        required
        maxLength={limits.passwordMax}
        error={isWrong ? words : undefined}
      />
      <PasswordField
        label="New password"
        name="newPassword"
        autoComplete="new-password"
        required
        hint={passwordHint}
        error={problem ?? (isWeak ? words : undefined)}
      />
      {words !== undefined && !isWrong && !isWeak && (
        <p className="settings-failure" role="alert">
          {words}
        </p>
      )}
      <Button type="submit" variant="primary" size="big" busy={busy}>
        Change the password
      </Button>
    </form>
  );
}
