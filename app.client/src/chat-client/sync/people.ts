import { person, presences } from '@parley/shared/contract/accounts.routes.ts';
import type { Presence, User } from '@parley/shared/models/user.ts';
import type { Call } from '../calls/call.ts';
import type { ChatState } from '../state.ts';
import type { WritableStore } from '../store.ts';

/** What is known of people: names by version, and who is there. */
export interface People {
  /** The higher version of each; true when there was somebody new among them. */
  met(users: readonly User[]): boolean;
  /** Somebody has a newer version: asked for if he is known and older. */
  changed(userId: string, version: number): Promise<void>;
  came(presences: readonly Presence[]): void;
  /** Asks who is there: after having been away, and when somebody new is met. */
  look(): Promise<void>;
}

/** Keeps `users` and `presences` of the state; `forget` drops what a cache may hold of a person. */
export function createPeople(deps: {
  readonly store: WritableStore<ChatState>;
  readonly call: Call;
  readonly forget: () => void;
}): People {
  const { store, call, forget } = deps;

  function met(users: readonly User[]): boolean {
    const known = store.get().users;
    store.update((state) => {
      const news = users.filter(({ id, version }) => version > (state.users.get(id)?.version ?? -1));
      if (news.length === 0) return state;
      return { ...state, users: new Map([...state.users, ...news.map((user) => [user.id, user] as const)]) };
    });
    return users.some(({ id }) => !known.has(id));
  }

  return {
    met,
    async changed(userId, version) {
      const known = store.get().users.get(userId);
      if (!known || known.version >= version) return;
      forget();
      met([await call(person, { params: { userId } })]);
    },
    came(list) {
      store.update((state) => ({
        ...state,
        presences: new Map([...state.presences, ...list.map((one) => [one.userId, one] as const)]),
      }));
    },
    async look() {
      const answer = await call(presences, {});
      store.update((state) => ({
        ...state,
        presences: new Map(answer.presences.map((one) => [one.userId, one] as const)),
      }));
    },
  };
}
