import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPostgres } from '../../database/connection.ts';
import { patience } from '../../database/patience.fixture.ts';
import { rolesIn, startGroup } from '../../testing/conversations.ts';
import { startTestService, type TestService, testPassword } from '../../testing/service.ts';

let chat: TestService;

beforeAll(async () => {
  chat = await startTestService({
    parts: {
      jobTimings: { sweepEvery: 200, beatEvery: 100 },
      openDatabase: (options) => openPostgres({ ...options, timeouts: { ...patience, lock: 500 } }),
    },
  });
});
afterAll(() => chat.close());

it('goes on until it is done, however often somebody was in its way: nobody is left who could ask again', async () => {
  const [ada, bob] = [await chat.register('Ada'), await chat.register('Bob')];
  const group = await startGroup(ada, [bob], 'Pier 4');
  await ada.api.post(`/conversations/${group}/messages`, { id: randomUUID(), content: 'what Ada said' });
  const job = () => chat.db.query("SELECT state, attempts >= 3 AS often FROM jobs WHERE kind = 'erase'");
  // Time passes: the pause between two tries is over.
  const hintAgain = () => chat.db.query("UPDATE jobs SET hinted_at = NULL WHERE state = 'waiting'");

  await chat.db.transaction(async (tx) => {
    await chat.db.query('SET LOCAL idle_in_transaction_session_timeout = 0', {}, tx);
    await chat.db.query('SELECT FROM conversations WHERE id = $group FOR UPDATE', { group }, tx);
    expect((await ada.api.post('/me/erasure', { password: testPassword, messages: 'erase' })).status).toBe(204);
    await expect
      .poll(() => hintAgain().then(job), { timeout: 30_000 })
      .toEqual([{ state: expect.stringMatching(/waiting|failed/), often: true }]);
  });
  await expect.poll(() => hintAgain().then(job), { timeout: 20_000 }).toMatchObject([{ state: 'done' }]);
  const sql = 'SELECT FROM messages WHERE sender_id = $ada AND content IS NOT NULL';
  expect(await chat.db.query(sql, { ada: ada.me.id })).toEqual([]);
  expect(rolesIn(await bob.api.get(`/conversations/${group}`))).toEqual({ Bob: 'owner' });
}, 60_000);
