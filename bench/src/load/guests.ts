import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { Failure } from '@parley/local/failure.ts';
import { apiPrefix } from '@parley/shared/contract/route.ts';
import { rateLimits } from '@parley/shared/limits.ts';
import { headersOf, makeRoom, type Person } from '../speed/lab/crowd.ts';

const signUpsAtOnce = 16;
const triesAtMost = 10;
const answersWithinMs = 30_000;
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

/** Whoever is asked to come again in a moment does, as anybody would. */
async function register(url: string): Promise<Person> {
  for (let tries = 1; ; tries += 1) {
    const answer = await askOnce(url);
    if (answer.status === 201) return personIn(answer);
    const why = `Nobody can sign up at ${url} (${answer.status}): ${shortened(await answer.text())}.`;
    if (answer.status === 429)
      throw new Failure(
        `${why} From another machine, or through a proxy, ${signUpsAnHour} an hour may, or as many as its SIGN_UPS_AN_HOUR says.`,
      );
    if (answer.status !== 503 || tries === triesAtMost) throw new Failure(why);
    await setTimeout(1_000 * Number(answer.headers.get('retry-after') ?? 1));
  }
}

/** What is not Parley may answer with a whole page. */
const shortened = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().slice(0, 200);

async function askOnce(url: string): Promise<Response> {
  const username = `load-${randomUUID().slice(0, 18)}`;
  const body = {
    username,
    displayName: 'Load',
    email: `${username}@example.org`,
    password: randomBytes(12).toString('hex'),
  };
  return fetch(`${url}${apiPrefix}/accounts`, {
    method: 'POST',
    headers: headersOf({ cookie: '' }, url),
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(answersWithinMs),
  }).catch((error: Error) => {
    if (error.name === 'TimeoutError')
      throw new Failure(`Nobody answers at ${url} within ${answersWithinMs / 1_000} s.`);
    const { code, message } = (error.cause ?? error) as Error & { code?: string };
    throw new Failure(`Nobody answers at ${url} (${code ?? message}).`);
  });
}

async function personIn(answer: Response): Promise<Person> {
  const cookie = answer.headers
    .getSetCookie()
    .find((one) => /^(__Host-)?sid=./.test(one))
    ?.split(';')[0];
  if (cookie === undefined) throw new Failure('No session came with a new account.');
  const { id } = (await answer.json()) as { id: string };
  return { id, cookie };
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
