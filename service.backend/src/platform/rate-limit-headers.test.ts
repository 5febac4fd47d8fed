import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDirect } from '../testing/conversations.ts';
import { startTestService, type TestPerson, type TestService } from '../testing/service.ts';

let chat: TestService;
let ada: TestPerson;
let conversation: string;

beforeAll(async () => {
  chat = await startTestService({ env: { LIMITS_SCALE: '1' } });
  ada = await chat.register('Ada');
  conversation = await startDirect(ada, await chat.register('Bob'));
});
afterAll(() => chat.close());

/** What is said to be left of these windows. */
const leftIn = (headers: Headers): Record<string, number> =>
  Object.fromEntries(
    [...(headers.get('ratelimit') ?? '').matchAll(/"([\w-]+)";r=(\d+);t=(\d+)/g)].map(([, name, left]) => [
      name,
      Number(left),
    ]),
  );

it('says with every answer what is left of each window, and what the windows are', async () => {
  const send = () => ada.api.post(`/conversations/${conversation}/messages`, { id: randomUUID(), content: 'ahoy' });
  const first = await send();
  expect(first.headers.get('ratelimit-policy')).toBe('"send-2";q=20;w=2, "send-60";q=300;w=60');
  expect(leftIn(first.headers)).toEqual({ 'send-2': 19, 'send-60': 299 });
  expect(leftIn((await send()).headers)['send-60']).toBe(298);
});

it('counts a repeated send for nothing', async () => {
  const send = (id: string) => ada.api.post(`/conversations/${conversation}/messages`, { id, content: 'once' });
  const id = randomUUID();
  const before = leftIn((await send(id)).headers)['send-60'] ?? 0;
  expect((await send(id)).status).toBe(200);
  expect(leftIn((await send(randomUUID())).headers)['send-60']).toBe(before - 1);
});

it('says to one who is refused that nothing is left, and for how long', async () => {
  let answer = await ada.api.get('/people?username=nobody');
  for (let asked = 1; answer.status !== 429 && asked < 100; asked++)
    answer = await ada.api.get('/people?username=nobody');
  expect(answer.status).toBe(429);
  expect(leftIn(answer.headers)).toEqual({ 'search-60': 0 });
  const seconds = Number(/;t=(\d+)/.exec(answer.headers.get('ratelimit') ?? '')?.[1]);
  expect(Math.abs(seconds - Number(answer.headers.get('retry-after')))).toBeLessThanOrEqual(1);
});
