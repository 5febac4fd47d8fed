import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { codeIn } from '../testing/conversations.ts';
import { startTestService, type TestPerson, type TestService } from '../testing/service.ts';
import { writeCursor } from './cursor.ts';

let chat: TestService;
let ada: TestPerson;
let chief: TestPerson;

beforeAll(async () => {
  chat = await startTestService();
  [ada, chief] = [await chat.register('Ada'), await chat.registerAdmin()];
});
afterAll(() => chat.close());

const id = randomUUID();
const list = (at: string) => `/conversations?cursor=${writeCursor([at, id])}`;
const search = (at: string) => `/messages/search?query=x&cursor=${writeCursor(['newest', 0, 0, at, id, 1])}`;
const entries = (at: string) => `/admin/retention/entries?cursor=${encodeURIComponent(at)}`;

it.each([
  ['my conversations', list],
  ['hits', search],
  ['what retention did', entries],
])('one of %s that nobody ever gave is refused, and whatever might be one leads on', async (_, path) => {
  const { api } = path === entries ? chief : ada;
  for (const at of ['0000-01-01T00:00:00Z', 'today', '2026-02-30T00:00:00Z', '']) {
    const answer = await api.get(path(at));
    expect([at, answer.status, codeIn(answer)]).toEqual([at, 400, 'VALIDATION_FAILED']);
  }
  const longest = `2026-11-30T01:11:04.${'1'.repeat(140)}Z`;
  if (path === search) expect(codeIn(await api.get(path(longest)))).toBe('VALIDATION_FAILED');
  for (const at of ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999999999Z', '2026-11-30T01:11:04.144747Z'])
    expect([at, (await api.get(path(at))).status]).toEqual([at, 200]);
});

it('a search that began at a time of which nobody can count days is refused, whatever it looks for', async () => {
  for (const now of [-8e15, -1, Date.UTC(9999, 0) + 1, 8e15]) {
    for (const [query, order] of [
      ['ferry', 'best'],
      ['ferry on:today', 'newest'],
    ] as const) {
      const cursor = writeCursor([order, now, 0, '2026-11-30T01:11:04.144747Z', id, 1]);
      const answer = await ada.api.get(`/messages/search?${new URLSearchParams({ query, order, cursor })}`);
      expect([now, query, answer.status, codeIn(answer)]).toEqual([now, query, 400, 'VALIDATION_FAILED']);
    }
  }
  for (const now of [0, Date.UTC(9999, 0)]) {
    for (const zone of ['Pacific/Apia', 'Pacific/Honolulu']) {
      const cursor = writeCursor(['best', now, 0, '2026-11-30T01:11:04.144747Z', id, 1]);
      const query = 'ferry on:today after:yesterday';
      const asked = new URLSearchParams({ query, order: 'best', zone, cursor });
      expect([now, zone, (await ada.api.get(`/messages/search?${asked}`)).status]).toEqual([now, zone, 200]);
    }
  }
});
