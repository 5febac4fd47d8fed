import { randomUUID } from 'node:crypto';
import { expect, vi } from 'vitest';
import { startTestService, type TestService, testPassword } from '../src/testing/service.ts';
import { openProfile, type Profile } from './node-client.ts';

/** Somebody at a browser of his own, signed in. */
interface Person extends Profile {
  readonly userId: string;
  readonly username: string;
}

/** A service of its own, and those who come to it. */
export interface Stage {
  readonly service: TestService;
  /** A browser in which nobody has signed in yet. */
  device(): Promise<Profile>;
  person(name: string): Promise<Person>;
  /** Two people, both looking at the same conversation. */
  two(): Promise<{ readonly ada: Person; readonly bob: Person; readonly c: string }>;
  /** Everybody goes: after each test. */
  clear(): Promise<void>;
}

/** Starts it; a test file starts one, clears it after each test, and closes its service. */
export async function openStage(): Promise<Stage> {
  const service = await startTestService();
  const profiles: Profile[] = [];

  async function device(): Promise<Profile> {
    const profile = await openProfile(service.url);
    profiles.push(profile);
    return profile;
  }

  async function person(name: string): Promise<Person> {
    const profile = await device();
    const username = `${name}-${randomUUID().slice(0, 8)}`;
    const account = { username, displayName: name, email: `${username}@example.org`, password: testPassword };
    await profile.client.register(account);
    return Object.assign(profile, { username, userId: profile.client.state.get().me?.id ?? '' });
  }

  return {
    service,
    device,
    person,
    async two() {
      const [ada, bob] = [await person('ada'), await person('bob')];
      const c = await ada.client.startDirect(bob.userId);
      await ada.client.open(c);
      await soon(() => expect(bob.client.state.get().order).toContain(c));
      await bob.client.open(c);
      return { ada, bob, c };
    },
    async clear() {
      for (const profile of profiles.splice(0)) await profile.close();
    },
  };
}

/** Waits until it holds. */
export const soon = (look: () => void, timeout = 15_000): Promise<void> => vi.waitFor(look, { timeout, interval: 20 });

/** Writes a message; resolves when it is on the disk. */
export const write = ({ client }: Profile, conversationId: string, content: string): Promise<void> =>
  client.send({ id: client.newId(), conversationId, content });

/** The words that somebody sees in a conversation, in their order. */
export const texts = ({ client }: Profile, conversationId: string): readonly (string | null)[] => {
  const timeline = client.state.get().conversations.get(conversationId)?.timeline;
  return [...(timeline?.rows ?? []), ...(timeline?.loose ?? [])].flatMap(({ kind, content }) =>
    kind === 'text' ? [content] : [],
  );
};

/** What somebody wrote and the server has not confirmed. */
export const unsent = ({ client }: Profile) => [...client.state.get().outbox.values()].flat();
