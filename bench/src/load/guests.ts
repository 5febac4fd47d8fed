import { randomBytes, randomUUID } from 'node:crypto';
import { Failure } from '@parley/local/failure.ts';
import { apiPrefix } from '@parley/shared/contract/route.ts';
import { rateLimits } from '@parley/shared/limits.ts';
import { headersOf, makeRoom, type Person } from '../speed/lab/crowd.ts';

const signUpsAtOnce = 16;
const [{ points: signUpsAnHour }] = rateLimits.register;

/** People who sign up as anybody does, a few at a time: hashing passwords is dear on purpose. */
export async function signUp(url: string, count: number, onProgress: (done: number) => void): Promise<Person[]> {
  const people: Person[] = [];
  let begun = 0;
  async function one(): Promise<void> {
    while (begun < count) {
      begun += 1;
      people.push(await register(url));
      onProgress(people.length);
    }
  }
  await Promise.all(Array.from({ length: Math.min(signUpsAtOnce, count) }, one));
  return people;
}

async function register(url: string): Promise<Person> {
  const username = `load-${randomUUID().slice(0, 18)}`;
  const body = {
    username,
    displayName: 'Load',
    email: `${username}@example.org`,
    password: randomBytes(12).toString('hex'),
  };
  const response = await fetch(`${url}${apiPrefix}/accounts`, {
    method: 'POST',
    headers: headersOf({ cookie: '' }, url),
    body: JSON.stringify(body),
  }).catch((error: Error) => {
    const { code, message } = (error.cause ?? error) as Error & { code?: string };
    throw new Failure(`Nobody answers at ${url} (${code ?? message}).`);
  });
  const text = await response.text();
  if (response.status !== 201) {
    throw new Failure(
      `Nobody can sign up at ${url} (${response.status}): ${text}. From another machine, or through a proxy, ${signUpsAnHour} an hour may, or as many as its SIGN_UPS_AN_HOUR says.`,
    );
  }
  const cookie = response.headers
    .getSetCookie()
    .find((one) => /^(__Host-)?sid=./.test(one))
    ?.split(';')[0];
  if (cookie === undefined) throw new Failure('No session came with a new account.');
  return { id: (JSON.parse(text) as { id: string }).id, cookie };
}

/** Rooms of equal size, each with its people. */
export async function fillRooms(url: string, people: readonly Person[], rooms: number) {
  const filled: { readonly room: string; readonly people: readonly Person[] }[] = [];
  for (let index = 0; index < rooms; index += 1) {
    const inIt = people.filter((_, place) => place % rooms === index);
    filled.push({ room: await makeRoom(url, inIt), people: inIt });
  }
  return filled;
}
