import type { User } from '@parley/shared/models/user.ts';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useChatClient } from './ChatContext.tsx';
import { useUsers } from './use-people.ts';
import { useMe } from './use-session.ts';

/** The server is asked when nobody has typed for this long, and from this many letters on. */
const PAUSE_MS = 220;
const LETTERS = 2;
/** So many are offered. */
const MOST = 30;

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
  const inSight = useRef<{ of: string; ids: readonly string[] }>({ of: '', ids: [] });
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
    const all = new Map([...known, ...(answered ? found.people : [])].map((user) => [user.id, user]));
    all.delete(me ?? '');
    // Who is in sight stays there, and may just be taken: whom the server finds stands below, and never beyond the end.
    const before = inSight.current.of === text ? inSight.current.ids.filter((id) => all.has(id)) : [];
    const theirs = answered ? found.people.map(({ id }) => id).filter((id) => all.has(id) && !before.includes(id)) : [];
    const others = [...all.keys()].filter((id) => !before.includes(id) && !theirs.includes(id));
    const ids = [...[...before, ...others].slice(0, Math.max(0, MOST - theirs.length)), ...theirs].slice(0, MOST);
    inSight.current = { of: text, ids };
    const people = ids.flatMap((id) => all.get(id) ?? []);
    return { people, busy: !short && !answered, failure: answered ? found.failure : null, short };
  }, [users, text, found, short, me]);
}

const nothingFound = { of: '', people: [], failure: null };
