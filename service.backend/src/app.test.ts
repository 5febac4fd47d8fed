import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestService, type TestService } from './testing/service.ts';

let chat: TestService;
beforeAll(async () => {
  chat = await startTestService();
});
afterAll(() => chat.close());

it('is alive and ready', async () => {
  const live = await fetch(`${chat.url}/health/live`);
  expect(live.status).toBe(200);
  expect((await fetch(`${chat.url}/health/ready`)).status).toBe(200);
  const ada = await chat.register('Ada');
  expect(ada.me.displayName).toBe('Ada');
});
