import type { User } from '@parley/shared/models/user.ts';
import { useEffect, useMemo, useState } from 'react';
import { useChatClient } from './ChatContext.tsx';
import { useUsers } from './use-people.ts';
import { useMe } from './use-session.ts';

/** The server is asked when nobody has typed for this long, and from this many letters on. */
const PAUSE_MS = 220;
const LETTERS = 2;

/** People who fit a text. */
export interface FoundPeople {
  readonly people: readonly User[];
  readonly busy: boolean;
  readonly failure: unknown;
  /** The text is too short to ask the server: only those already known are offered. */
  readonly short: boolean;
}

const fits = (user: User, text: string): boolean =>
  user.username.startsWith(text) || user.displayName.toLocaleLowerCase().includes(text);

/** Finds people: at once among those one knows, then by the beginning of the username among all. Never oneself. */
export function useFoundPeople(typed: string): FoundPeople {
  const client = useChatClient();
  const me = useMe()?.id;
  const users = useUsers();
  const text = typed.trim().replace(/^@/u, '').toLocaleLowerCase();
  const short = text.length < LETTERS;
  const [found, setFound] = useState<{ of: string; people: readonly User[]; failure: unknown }>(nothingFound);

  useEffect(() => {
    if (short) return;
    let left = false;
    const answer = (people: readonly User[], failure: unknown) => {
      if (!left) setFound({ of: text, people, failure });
    };
    const timer = setTimeout(() => {
      client.findPeople(text).then(
        (people) => answer(people, null),
        (failure) => answer([], failure),
      );
    }, PAUSE_MS);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [client, text, short]);

  return useMemo(() => {
    const known = [...users.values()]
      .filter((user) => fits(user, text))
      .sort((one, other) => one.displayName.localeCompare(other.displayName));
    const answered = found.of === text && !short;
    const all = new Map([...(answered ? found.people : []), ...known].map((user) => [user.id, user]));
    const people = [...all.values()].filter(({ id }) => id !== me).slice(0, 30);
    return { people, busy: !short && !answered, failure: answered ? found.failure : null, short };
  }, [users, text, found, short, me]);
}

const nothingFound = { of: '', people: [], failure: null };
