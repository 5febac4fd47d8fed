import { randomBytes, randomUUID } from 'node:crypto';
import { apiPrefix } from '@parley/shared/contract/route.ts';
import { type Author, authors, type Room } from './corpus/plan.ts';
import type { Names } from './probes/operators.ts';

/** Somebody with an account, and a hand on the API. */
export interface Person {
  readonly id: string;
  readonly username: string;
  readonly cookie: string;
  /** Fails on anything but a success. */
  ask<T = unknown>(method: string, path: string, body?: unknown): Promise<T>;
}

/** Who and where: made over the API as people make it. */
export interface World {
  readonly url: string;
  readonly people: Readonly<Record<Author, Person>>;
  readonly rooms: Readonly<Record<Room, string>>;
  readonly names: Names;
}

async function register(url: string, displayName: string): Promise<Person> {
  const username = `${displayName.toLowerCase()}-${randomBytes(4).toString('hex')}`;
  let cookie = '';
  // A machine that is busy puts requests off: all of these may be said again.
  async function request(method: string, path: string, body?: unknown, tries = 30): Promise<Response> {
    const answer = await fetch(`${url}${apiPrefix}${path}`, {
      method,
      headers: { 'content-type': 'application/json', 'x-csrf': '1', origin: url, cookie },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (answer.ok) return answer;
    const said = await answer.text();
    if (answer.status !== 503 || tries === 0)
      throw new Error(`${method} ${path} was answered ${answer.status}: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    return request(method, path, body, tries - 1);
  }
  const account = { username, displayName, email: `${username}@example.org`, password: randomUUID() };
  const registered = await request('POST', '/accounts', account);
  cookie =
    registered.headers
      .getSetCookie()
      .map((line) => line.split(';')[0] ?? '')
      .find((one) => /sid=/.test(one)) ?? '';
  const { id } = (await registered.json()) as { id: string };
  return {
    id,
    username,
    cookie,
    async ask<T>(method: string, path: string, body?: unknown) {
      const answer = await request(method, path, body);
      return (answer.status === 204 ? undefined : await answer.json()) as T;
    },
  };
}

const titles = {
  harbour: 'Harbour watch',
  office: 'Büro 4',
  kanji: '埠頭',
  late: 'Late shift',
  left: 'Gone',
  theirs: 'Theirs',
};

/** Four people; six conversations in which Ada is, was, or will be, and one that is none of hers. */
export async function makeWorld(url: string): Promise<World> {
  const made = await Promise.all(authors.map((name) => register(url, name)));
  const [ada, bob, chloe, kenji] = made;
  if (!ada || !bob || !chloe || !kenji) throw new Error('nobody is there');
  const group = async (title: string, owner: Person, others: readonly Person[]): Promise<string> => {
    const id = randomUUID();
    const userIds = others.map((person) => person.id);
    await owner.ask('POST', '/conversations', { id, kind: 'group', title, userIds });
    return id;
  };
  const all = [ada, chloe, kenji];
  const direct = randomUUID();
  await bob.ask('POST', '/conversations', { id: direct, kind: 'direct', userId: ada.id });
  const late = await group(titles.late, bob, [chloe, kenji]);
  const rooms = {
    harbour: await group(titles.harbour, bob, all),
    office: await group(titles.office, bob, all),
    direct,
    kanji: await group(titles.kanji, bob, all),
    late,
    early: late,
    left: await group(titles.left, bob, all),
    theirs: await group(titles.theirs, bob, [chloe, kenji]),
  };
  return {
    url,
    rooms,
    people: { ada, bob, chloe, kenji },
    names: {
      people: { ada: ada.username, bob: bob.username, chloe: chloe.username, kenji: kenji.username },
      rooms: {
        harbour: [`"${titles.harbour}"`, `"${titles.harbour.toUpperCase()}"`],
        office: [`"${titles.office}"`, '"buro 4"', rooms.office],
        direct: [`@${bob.username}`, bob.username],
        kanji: [titles.kanji],
        late: [`"${titles.late}"`],
        early: [],
        left: [`"${titles.left}"`],
        theirs: [`"${titles.theirs}"`],
      },
    },
  };
}
