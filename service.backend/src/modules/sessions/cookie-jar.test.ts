import { holderOf } from '@parley/shared/contract/holder.ts';
import request from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestService, type TestService } from '../../testing/service.ts';

let chat: TestService;

beforeAll(async () => {
  chat = await startTestService();
});
afterAll(() => chat.close());

/** A client that keeps cookies as a browser does, and says what our page says. */
const browser = () => request.agent(chat.url).set({ origin: chat.url, 'x-csrf': '1' });

it('carries a person through register, sign out and sign in by the cookie alone', async () => {
  const jar = browser();
  const account = {
    username: 'grace',
    displayName: 'Grace Hopper',
    email: 'grace@navy.example',
    password: 'a long way home',
  };
  const registered = await jar.post('/api/v1/accounts').send(account).expect(201);
  expect(registered.headers['set-cookie']?.[0]).toMatch(/^sid=[\w-]{43}; .*HttpOnly.*SameSite=Lax/i);
  // The page may read whose session it is, as long as there is one.
  const holder = registered.headers['set-cookie']?.[1] ?? '';
  expect(holderOf(holder)).toBe(registered.body.id);
  expect(holder).toMatch(/SameSite=Lax/);
  expect(holder).not.toMatch(/HttpOnly/i);
  await jar.get('/api/v1/me').expect(200, registered.body);

  const left = await jar.delete('/api/v1/sessions/current').expect(204);
  expect(left.headers['set-cookie']).toEqual([
    expect.stringMatching(/^sid=; Max-Age=0/),
    expect.stringMatching(/^holder=; Max-Age=0/),
  ]);
  await jar.get('/api/v1/me').expect(401);

  const { username, password } = account;
  await jar.post('/api/v1/sessions').send({ username, password: 'a short way home' }).expect(401);
  await jar.get('/api/v1/me').expect(401);
  await jar.post('/api/v1/sessions').send({ username, password }).expect(201);
  await jar.get('/api/v1/me').expect(200, registered.body);
  await browser().get('/api/v1/me').expect(401);
});
