import type { User } from '@parley/shared/models/user.ts';
import { type ReactNode, useId, useState } from 'react';
import { failureWords } from '../../chat/failure-words.ts';
import { type FoundPeople, useFoundPeople } from '../../chat/use-found-people.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { ComboField } from '../../ui/ComboField.tsx';
import { PickRow } from '../../ui/PickRow.tsx';
import { useListKeys } from '../../ui/use-list-keys.ts';
import './people.css';

interface PeopleFieldProps {
  label: string;
  chosen: readonly User[];
  /** Several may be chosen: rows show a check, and what is chosen stands as chips above. */
  several: boolean;
  /** Takes somebody in, or out again. */
  onToggle: (user: User) => void;
  /** Who cannot be chosen: they are in already. */
  without?: ReadonlySet<string>;
}

/** Finds people by the beginning of their username, and takes them. */
export function PeopleField({ label, chosen, several, onToggle, without }: PeopleFieldProps) {
  const [text, setText] = useState('');
  const listId = useId();
  const found = useFoundPeople(text);
  const people = found.people.filter(({ id }) => !without?.has(id));
  const pick = (user: User | undefined) => {
    if (!user) return;
    onToggle(user);
    if (several) setText('');
  };
  const keys = useListKeys(people.length, (at) => pick(people[at]));
  return (
    <div className="people-field">
      <ComboField
        label={label}
        text={text}
        onText={setText}
        placeholder="Username"
        hint={found.short ? 'Two letters of a username find people you have not met.' : undefined}
        error={found.failure === null ? undefined : failureWords(found.failure)}
        listId={listId}
        count={people.length}
        keys={keys}
      />
      {several && chosen.length > 0 && (
        <div className="people-chips">
          {chosen.map((user) => (
            <Chip key={user.id} onRemove={() => onToggle(user)} removeLabel={`Remove ${user.displayName}`}>
              {user.displayName}
            </Chip>
          ))}
        </div>
      )}
      <div className="people-found" id={listId} role="listbox" aria-label="People">
        {people.map((user, at) => (
          <PickRow
            key={user.id}
            id={`${listId}-${at}`}
            role="option"
            tabIndex={-1}
            aria-selected={several ? chosen.some(({ id }) => id === user.id) : at === keys.at}
            picked={several ? chosen.some(({ id }) => id === user.id) : undefined}
            on={at === keys.at}
            face={<Avatar name={user.displayName} seed={user.id} size="large" decorative />}
            name={user.displayName}
            note={`@${user.username}`}
            onClick={() => pick(user)}
          />
        ))}
      </div>
      {people.length === 0 && <NobodyFound text={text.trim()} found={found} />}
    </div>
  );
}

function NobodyFound({ text, found: { busy, short, failure } }: { text: string; found: FoundPeople }): ReactNode {
  if (busy) return <p className="people-nobody">Looking…</p>;
  if (short) return null;
  // The server was not asked: what is said is of those who are known here.
  if (failure !== null) return <p className="people-nobody">Nobody you know goes by “{text}”.</p>;
  return <p className="people-nobody">Nobody’s username begins with “{text}”.</p>;
}
