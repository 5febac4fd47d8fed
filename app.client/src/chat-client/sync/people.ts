import { person, presences } from '@parley/shared/contract/people.routes.ts';
import { limits } from '@parley/shared/limits.ts';
import type { Presence, User } from '@parley/shared/models/user.ts';
import type { Call } from '../calls/call.ts';
import { isVerdict } from '../failure.ts';
import type { ChatState } from '../state.ts';
import type { WritableStore } from '../store.ts';

/** What is known of people: names by version, and who is there. */
export interface People {
  /** The higher version of each; true when of somebody among them it has to be asked whether he is there. */
  met(users: readonly User[]): boolean;
  /** Somebody has a newer version: asked for if he is known and older. */
  changed(userId: string, version: number): Promise<void>;
  /** Asks again for who has a newer version that did not come. */
  again(): Promise<void>;
  /** How people are now; of whom a newer version is named, it is asked for. */
  came(presences: readonly Presence[]): void;
  /** Asks who is there, and learns so who has another name: after having been away, and when somebody new is met. */
  look(): Promise<void>;
}

/** Keeps `users` and `presences` of the state; `forget` drops what a cache may hold of a person. */
export function createPeople(deps: {
  readonly store: WritableStore<ChatState>;
  readonly call: Call;
  readonly forget: () => void;
}): People {
  const { store, call, forget } = deps;
  // The answer names those around me; where it was cut short, asking again would name the same ones.
  let wasCut = false;
  // Told of, and not here yet: nobody tells of it twice.
  const outdated = new Map<string, number>();

  function met(users: readonly User[]): boolean {
    const { users: known, presences: there } = store.get();
    store.update((state) => {
      const news = users.filter(({ id, version }) => version > (state.users.get(id)?.version ?? -1));
      if (news.length === 0) return state;
      return { ...state, users: new Map([...state.users, ...news.map((user) => [user.id, user] as const)]) };
    });
    return !wasCut && users.some(({ id }) => !known.has(id) && !there.has(id));
  }

  /** What was missed while this device was away, one after the other: it may be many, and none of it is urgent. */
  async function catchUp(list: readonly Presence[]): Promise<void> {
    for (const { userId, version } of list) {
      if (version !== undefined) await changed(userId, version).catch(() => undefined);
    }
  }

  async function changed(userId: string, version: number): Promise<void> {
    const known = store.get().users.get(userId);
    if (!known || known.version >= version) return;
    outdated.set(userId, Math.max(version, outdated.get(userId) ?? 0));
    await ask(userId);
  }

  async function ask(userId: string): Promise<void> {
    forget();
    try {
      met([await call(person, { params: { userId } })]);
    } catch (error) {
      if (isVerdict(error)) outdated.delete(userId);
      throw error;
    }
    const version = store.get().users.get(userId)?.version ?? 0;
    if (version >= (outdated.get(userId) ?? 0)) outdated.delete(userId);
  }

  return {
    met,
    changed,
    async again() {
      await Promise.allSettled([...outdated.keys()].map(ask));
    },
    came(list) {
      store.update((state) => ({
        ...state,
        presences: new Map([...state.presences, ...list.map((one) => [one.userId, one] as const)]),
      }));
      void catchUp(list);
    },
    async look() {
      const answer = await call(presences, {});
      wasCut = answer.presences.length >= limits.presences;
      store.update((state) => ({
        ...state,
        presences: new Map(answer.presences.map((one) => [one.userId, one] as const)),
      }));
      void catchUp(answer.presences);
    },
  };
}
