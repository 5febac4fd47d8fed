import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestService, type TestService } from '../../testing/service.ts';

let chat: TestService;
beforeAll(async () => {
  chat = await startTestService();
});
afterAll(() => chat.close());

it('tells those whom the settings name that they administrate the instance, and nobody else', async () => {
  const [chief, ana] = [await chat.registerAdmin(), await chat.register('Ana')];
  expect([chief.me.isAdmin, ana.me.isAdmin]).toEqual([true, false]);
  const again = await Promise.all([chief, ana].map(({ api }) => api.get('/me')));
  expect(again.map(({ body }) => body)).toMatchObject([{ isAdmin: true }, { isAdmin: false }]);
});

it('shows them the instance, with what it keeps', async () => {
  const chief = await chat.registerAdmin();
  const before = await chief.api.get('/admin/instance');
  await chief.api.post('/conversations', { kind: 'group', id: randomUUID(), title: 'Pier', userIds: [] });
  const after = await chief.api.get('/admin/instance');
  expect(before.body).toMatchObject({
    nodeId: chat.service.nodeId,
    conversations: 0,
    breakers: [{ dependency: 'postgres', state: 'closed' }],
  });
  expect(after.body).toMatchObject({ conversations: 1 });
});

it('is like a path that does not exist to everybody else, whatever is asked', async () => {
  const ana = await chat.register('Ana');
  const seen = async (path: string) => {
    const { status, body } = await ana.api.get(path);
    return JSON.stringify({ status, body }).replace(/"requestId":"[^"]+"/, '');
  };
  const nothing = await seen('/admin/nothing');
  expect(nothing).toContain('404');
  expect([await seen('/admin/instance'), await seen('/admin/instance?unknown=1')]).toEqual([nothing, nothing]);
});
