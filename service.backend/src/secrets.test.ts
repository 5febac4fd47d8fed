import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createLogger } from './platform/logger.ts';
import { openDevice } from './realtime/device.fixture.ts';
import { type Api, type ApiAnswer, createApi } from './testing/api.ts';
import { startDirect } from './testing/conversations.ts';
import { scrape } from './testing/metrics.ts';
import { startTestService, type TestPerson, type TestService } from './testing/service.ts';

/** A word that is typed somewhere and may be found nowhere. */
const canary = (where: string): string => `canary${where}${randomUUID().slice(0, 8)}`;

const typed = {
  text: canary('text'),
  edited: canary('edited'),
  title: canary('title'),
  password: canary('password'),
  wrongPassword: canary('wrong'),
  email: canary('email'),
  search: canary('search'),
  token: canary('token'),
  header: canary('header'),
  unknownKey: canary('key'),
};

const lines: string[] = [];
const failures: string[] = [];
let chat: TestService;
let ada: TestPerson;
let bob: TestPerson;
let conversation: string;

beforeAll(async () => {
  const logger = createLogger('trace', { write: (line) => void lines.push(line) });
  chat = await startTestService({ env: { METRICS_PORT: '0' }, parts: { logger } });
  [ada, bob] = [await chat.register('Ada'), await chat.register('Bob')];
  conversation = await startDirect(ada, bob);
});
afterAll(() => chat.close());

/** What came back; what failed is kept, headers and all, because a failure may say nothing of what was typed. */
async function keep(answer: Promise<ApiAnswer>, status: number): Promise<ApiAnswer> {
  const { headers, text, ...rest } = await answer;
  expect(rest.status, text).toBe(status);
  if (status >= 400) failures.push(JSON.stringify([...headers]), text);
  return { headers, text, ...rest };
}

/** Nothing that was typed stands in any of these. */
function expectSilence(places: Readonly<Record<string, string>>): void {
  const secrets = { ...typed, cookie: ada.cookie.split('=')[1] ?? ada.cookie };
  for (const [place, written] of Object.entries(places)) {
    for (const [what, secret] of Object.entries(secrets)) {
      const at = written.indexOf(secret);
      expect(at, `${what} stands in ${place}: ${written.slice(Math.max(0, at - 300), at + 80)}`).toBe(-1);
    }
  }
}

/** Everything the service wrote of itself: its log, its metrics, its answers to what failed, its table of errors. */
async function everythingWritten(): Promise<Record<string, string>> {
  const rows = await chat.db.query<{ row: string }>(
    'SELECT to_jsonb(g)::text AS row FROM error_groups g UNION ALL SELECT to_jsonb(s)::text FROM error_samples s',
  );
  return {
    'the log': lines.join(''),
    'the metrics': (await scrape(chat.metricsUrl)).text,
    'a failure': failures.join('\n'),
    'the errors met': rows.map(({ row }) => row).join('\n'),
  };
}

const messages = () => `/conversations/${conversation}/messages`;
const send = (api: Api, content: string) => api.post(messages(), { id: randomUUID(), content });

describe('what people type', () => {
  it('is written nowhere when all goes well', async () => {
    const username = `cara-${randomUUID().slice(0, 8)}`;
    const email = `${typed.email}@example.org`;
    const account = { username, displayName: 'Cara', email, password: typed.password };
    await keep(chat.anonymous.post('/accounts', account), 201);
    await keep(chat.anonymous.post('/sessions', { username, password: typed.password }), 201);
    const id = randomUUID();
    const device = await openDevice(chat.url, { cookie: bob.cookie, origin: chat.url });
    await keep(ada.api.post(messages(), { id, content: typed.text }), 201);
    await keep(ada.api.patch(`${messages()}/${id}`, { content: typed.edited, version: 1 }), 200);
    await keep(ada.api.get(messages()), 200);
    await keep(ada.api.get(`/people?username=${typed.search}`), 200);
    const group = { kind: 'group', id: randomUUID(), title: typed.title, userIds: [bob.me.id] };
    await keep(ada.api.post('/conversations', group), 201);
    await device.next('event');
    const body = { id: randomUUID(), content: typed.text };
    await device.ask('request', { route: 'messages.send', params: { conversationId: conversation }, body });
    device.close();
    await vi.waitFor(
      () => expect(lines.filter((line) => line.includes('request completed')).length).toBeGreaterThan(8),
      10_000,
    );
    expectSilence(await everythingWritten());
  });

  it('is written nowhere when it is refused', async () => {
    const { api } = ada;
    await keep(chat.anonymous.post('/sessions', { username: ada.me.username, password: typed.wrongPassword }), 401);
    await keep(chat.anonymous.post('/accounts', { username: typed.text, password: 'short' }), 400);
    await keep(createApi(chat.url, `sid=${typed.token}`).get('/me'), 401);
    await keep(send(api, typed.text.repeat(3_000)), 413);
    await keep(send(api, `${typed.text}\u0000`), 400);
    await keep(api.post(messages(), { id: randomUUID(), content: 'x', [typed.unknownKey]: typed.text }), 400);
    await keep(api.send('POST', messages(), { body: `{"content": "${typed.text}` }), 400);
    await keep(
      api.send('POST', messages(), { body: 'x', headers: { origin: `https://${typed.header}.example` } }),
      403,
    );
    await keep(api.get(`/people?username=${typed.search}&${typed.unknownKey}=1`), 400);
    await keep(api.get(`/nothing/here?content=${typed.text}`), 404);
    const device = await openDevice(chat.url, { cookie: ada.cookie, origin: chat.url });
    for (const payload of [typed.text, { conversationId: typed.text }, { [typed.unknownKey]: typed.text }]) {
      failures.push(JSON.stringify(await device.ask('typing', payload)));
    }
    failures.push(JSON.stringify(await device.ask('request', { route: typed.text, params: {}, body: {} })));
    device.close();
    expectSilence(await everythingWritten());
  });

  it('is written nowhere when the service itself fails over it', async () => {
    await chat.db.query("ALTER TABLE messages ADD CONSTRAINT nothing_goes CHECK (content = 'nothing') NOT VALID");
    await keep(send(ada.api, typed.text), 500);
    await chat.db.query('ALTER TABLE messages RENAME TO gone');
    await chat.db.query('ALTER VIEW all_messages RENAME TO all_gone');
    await keep(send(ada.api, typed.text), 500);
    await keep(ada.api.get(`/people?username=${typed.search}`), 200);
    await keep(ada.api.patch(`${messages()}/${randomUUID()}`, { content: typed.edited, version: 1 }), 500);
    await chat.db.query('ALTER TABLE gone RENAME TO messages');
    await chat.db.query('ALTER VIEW all_gone RENAME TO all_messages');
    await vi.waitFor(
      () => expect(lines.filter((line) => line.includes('"level":50')).length).toBeGreaterThan(2),
      10_000,
    );
    expectSilence(await everythingWritten());
  });

  it('cannot write a line of its own into the log', async () => {
    const forged = encodeURIComponent('\n{"level":60,"msg":"forged"}');
    await keep(ada.api.get(`/people/${forged}`), 400);
    await vi.waitFor(() => expect(lines.some((line) => line.includes('forged'))).toBe(true), 10_000);
    for (const line of lines) {
      expect(line.trimEnd()).not.toContain('\n');
      expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number) });
      expect(line).not.toContain('"msg":"forged"');
    }
  });
});
