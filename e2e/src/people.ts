import type { BrowserContext } from 'playwright-core';
import { inject } from 'vitest';

/** A person with an account of his own, and a door to the API that is not the browser's. */
export interface Person {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly password: string;
  /** Signs the browser in by handing it this person's cookie. */
  enter(context: BrowserContext): Promise<void>;
  /** Calls the API as this person, waiting where he is too fast; fails on anything but a success. */
  api<T = unknown>(method: string, path: string, body?: unknown): Promise<T>;
}

let made = 0;

/** Makes an account under a name nobody else has; `origin` where it is not the service that all share. */
export async function makePerson(displayName: string, origin = inject('origin')): Promise<Person> {
  made += 1;
  const handle = displayName.toLowerCase().replace(/[^a-z]/g, '');
  const username = `${handle}-${made}-${Math.random().toString(36).slice(2, 8)}`;
  const password = `a long one for ${username}`;
  let cookie = '';

  async function request(method: string, path: string, body?: unknown): Promise<Response> {
    const answer = await fetch(`${origin}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', 'x-csrf': '1', origin, cookie },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (answer.status === 429) {
      const seconds = Number(answer.headers.get('retry-after') ?? 1);
      await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
      return request(method, path, body);
    }
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }

  const registered = await request('POST', '/accounts', {
    username,
    displayName,
    email: `${username}@people.example`,
    password,
  });
  const cookies = registered.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
  cookie = cookies.find((one) => /^(__Host-)?sid=/.test(one)) ?? '';
  const { id } = (await registered.json()) as { id: string };

  return {
    id,
    username,
    displayName,
    password,
    async enter(context) {
      const [name = '', value = ''] = cookie.split('=');
      await context.addCookies([{ name, value, url: origin, httpOnly: true, sameSite: 'Lax' }]);
    },
    async api<T>(method: string, path: string, body?: unknown) {
      const answer = await request(method, path, body);
      return (answer.status === 204 ? undefined : await answer.json()) as T;
    },
  };
}

/** Says something; with `composedAt` as words that waited on a device since then. */
export const tell = (person: Person, conversation: string, content: string, composedAt?: Date) =>
  person.api('POST', `/conversations/${conversation}/messages`, {
    id: crypto.randomUUID(),
    content,
    ...(composedAt ? { composedAt: composedAt.toISOString() } : {}),
  });

/** A direct conversation between two people, with these messages in turn. */
export async function talk(one: Person, other: Person, ...contents: string[]): Promise<string> {
  const id = crypto.randomUUID();
  await one.api('POST', '/conversations', { kind: 'direct', id, userId: other.id });
  for (const [index, content] of contents.entries()) {
    await tell(index % 2 === 0 ? one : other, id, content);
  }
  return id;
}
