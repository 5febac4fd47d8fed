import { limits } from '@parley/shared/limits.ts';
import { DisplayName, type Me } from '@parley/shared/models/user.ts';
import { useState } from 'react';
import { useChatClient } from '../../chat/ChatContext.tsx';
import { failureWords } from '../../chat/failure-words.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useWhileHere } from '../../ui/use-while-here.ts';
import { useWorld } from '../../ui/World.tsx';

/** The name that others see. */
export function ProfileForm({ me }: { me: Me }) {
  const client = useChatClient();
  const { toasts } = useWorld();
  const [name, setName] = useState(me.displayName);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const whileHere = useWhileHere();
  const changed = name.trim() !== me.displayName;
  const fits = DisplayName.safeParse(name).success;
  return (
    <form
      className="settings-profile"
      onSubmit={(event) => {
        event.preventDefault();
        if (!changed || !fits || busy) return;
        setBusy(true);
        setFailure(null);
        client
          .changeProfile(name.trim())
          .then(
            () => toasts.show({ text: 'Your name is changed.' }),
            whileHere(setFailure, (why) =>
              toasts.show({ text: `Your name is not changed. ${failureWords(why)}`, kind: 'failed' }),
            ),
          )
          .finally(() => setBusy(false));
      }}
    >
      <Avatar name={name || me.displayName} seed={me.id} size="large" decorative />
      <TextField
        label="Your name"
        value={name}
        autoComplete="name"
        maxLength={limits.displayNameLength}
        hint={`Others find you as @${me.username}.`}
        error={failure === null ? undefined : failureWords(failure)}
        onChange={({ target }) => setName(target.value)}
      />
      <Button type="submit" busy={busy} disabled={!changed || !fits}>
        Change
      </Button>
    </form>
  );
}
