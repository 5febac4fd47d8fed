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

/** Calls the API with the cookie of one session; without a cookie it is anybody's. */
async function request(
  origin: string,
  cookie: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<Response> {
  const answer = await fetch(`${origin}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'x-csrf': '1', origin, cookie },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (answer.status === 429) {
    const seconds = Number(answer.headers.get('retry-after') ?? 1);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
    return request(origin, cookie, method, path, body);
  }
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}

/** Who is signed in by this answer. */
async function personOf(
  letIn: Response,
  known: Pick<Person, 'username' | 'password'>,
  origin: string,
): Promise<Person> {
  const cookies = letIn.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
  const cookie = cookies.find((one) => /^(__Host-)?sid=/.test(one)) ?? '';
  const { id, displayName } = (await letIn.json()) as { id: string; displayName: string };
  return {
    ...known,
    id,
    displayName,
    async enter(context) {
      const [name = '', value = ''] = cookie.split('=');
      await context.addCookies([{ name, value, url: origin, httpOnly: true, sameSite: 'Lax' }]);
    },
    async api<T>(method: string, path: string, body?: unknown) {
      const answer = await request(origin, cookie, method, path, body);
      return (answer.status === 204 ? undefined : await answer.json()) as T;
    },
  };
}

/** Makes an account under a name nobody else has; `origin` where it is not the service that all share. */
export async function makePerson(displayName: string, origin = inject('origin')): Promise<Person> {
  made += 1;
  const handle = displayName.toLowerCase().replace(/[^a-z]/g, '');
  const username = `${handle}-${made}-${Math.random().toString(36).slice(2, 8)}`;
  const password = `a long one for ${username}`;
  const account = { username, displayName, email: `${username}@people.example`, password };
  return personOf(await request(origin, '', 'POST', '/accounts', account), { username, password }, origin);
}

/** Somebody of the demo, whose words are days old. */
export async function demoPerson(username: string, origin = inject('origin')): Promise<Person> {
  const known = { username, password: 'harbour-lights' };
  return personOf(await request(origin, '', 'POST', '/sessions', known), known, origin);
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
