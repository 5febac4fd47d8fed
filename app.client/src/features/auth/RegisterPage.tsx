import { limits } from '@parley/shared/limits.ts';
import { useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { useChatClient } from '../../chat/ChatContext.tsx';
import { failureWords, isFailure } from '../../chat/failure-words.ts';
import { passwordHint } from '../../chat/password-words.ts';
import { Button } from '../../ui/Button.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { AuthFailure } from './AuthFailure.tsx';
import { AuthPage } from './AuthPage.tsx';
import { cameFrom } from './came-from.ts';
import { type Registration, registrationProblems } from './registration.ts';
import './auth.css';

/** Makes an account and goes on. What the server would refuse is said here, in the same words, before it is asked. */
export function RegisterPage() {
  const client = useChatClient();
  const navigate = useNavigate();
  const location = useLocation();
  const [problems, setProblems] = useState<ReturnType<typeof registrationProblems>>({});
  const { busy, failure, onSubmit } = useSubmit(async (values) => {
    const given: Registration = {
      username: (values.username ?? '').trim().toLowerCase(),
      displayName: (values.displayName ?? '').trim(),
      email: (values.email ?? '').trim(),
      password: values.password ?? '',
    };
    const found = registrationProblems(given);
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    await client.register(given);
    navigate(cameFrom(location.state), { replace: true });
  });
  const taken = isFailure(failure, 'USERNAME_TAKEN');
  const weak = isFailure(failure, 'PASSWORD_GUESSABLE');
  return (
    <AuthPage title="Make an account" subtitle="It takes a minute, and nobody is written to.">
      <form className="auth-form" onSubmit={onSubmit} noValidate>
        <TextField
          label="Your name"
          name="displayName"
          autoComplete="name"
          autoFocus
          maxLength={limits.displayNameLength}
          error={problems.displayName}
        />
        <TextField
          label="Username"
          name="username"
          autoComplete="username"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={limits.usernameMax}
          hint="Others find you by it."
          error={taken ? failureWords(failure) : problems.username}
        />
        <TextField
          label="E-mail"
          name="email"
          type="email"
          autoComplete="email"
          maxLength={limits.emailLength}
          error={problems.email}
        />
        <PasswordField
          label="Password"
          name="password"
          autoComplete="new-password"
          hint={passwordHint}
          error={problems.password ?? (weak ? failureWords(failure) : undefined)}
        />
        {!taken && !weak && <AuthFailure failure={failure} />}
        <Button type="submit" variant="primary" size="big" busy={busy}>
          Make the account
        </Button>
      </form>
      <p className="auth-other">
        Here before?{' '}
        <Link to="/sign-in" state={location.state}>
          Sign in
        </Link>
      </p>
    </AuthPage>
  );
}
