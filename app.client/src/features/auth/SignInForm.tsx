import { useChatClient } from '../../chat/ChatContext.tsx';
import { failureWords, isFailure } from '../../chat/failure-words.ts';
import { Button } from '../../ui/Button.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { AuthFailure } from './AuthFailure.tsx';
import './auth.css';

/** Username and password. `username` is fixed where the same person has to come back. */
export function SignInForm({ username, onDone }: { username?: string | undefined; onDone: () => void }) {
  const client = useChatClient();
  const { busy, failure, onSubmit } = useSubmit(async (values) => {
    await client.signIn({
      username: (username ?? values.username ?? '').trim().toLowerCase(),
      password: values.password ?? '',
    });
    onDone();
  });
  const wrong = isFailure(failure, 'WRONG_CREDENTIALS');
  return (
    <form className="auth-form" onSubmit={onSubmit}>
      <TextField
        label="Username"
        name="username"
        autoComplete="username"
        autoCapitalize="off"
        spellCheck={false}
        required
        readOnly={username !== undefined}
        {...(username === undefined ? { autoFocus: true } : { defaultValue: username })}
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="current-password"
        required
        autoFocus={username !== undefined}
        error={wrong ? failureWords(failure) : undefined}
      />
      {!wrong && <AuthFailure failure={failure} />}
      <Button type="submit" variant="primary" size="big" busy={busy}>
        Sign in
      </Button>
    </form>
  );
}
