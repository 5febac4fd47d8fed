import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { codeIn } from './testing/conversations.ts';
import { startTestService, type TestService } from './testing/service.ts';

let chat: TestService;
beforeAll(async () => {
  chat = await startTestService();
});
afterAll(() => chat.close());

const group = () => JSON.stringify({ kind: 'group', id: randomUUID(), title: 'Crew', userIds: [] });

it('refuses a request for one account with the cookie of another, before anything is done or even read', async () => {
  const [ada, bob] = [await chat.register('Ada'), await chat.register('Bob')];
  const headers = { 'x-account': bob.me.id };
  for (const body of [group(), 'not JSON']) {
    const answer = await ada.api.send('POST', '/conversations', { headers, body });
    expect([answer.status, codeIn(answer)]).toEqual([401, 'ACCOUNT_CHANGED']);
  }
  const left = await ada.api.send('DELETE', '/sessions/current', { headers });
  expect([left.status, codeIn(left)]).toEqual([401, 'ACCOUNT_CHANGED']);
  // Her session goes on, and with her own name, or none, she is served.
  expect((await ada.api.send('GET', '/me', { headers: { 'x-account': ada.me.id } })).status).toBe(200);
  expect((await ada.api.get('/me')).status).toBe(200);
});
