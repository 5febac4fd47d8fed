import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { me } from '@parley/shared/contract/accounts.routes.ts';
import { listMessages, sendMessage } from '@parley/shared/contract/messages.routes.ts';
import { heads } from '@parley/shared/contract/sync.routes.ts';
import { timings } from '@parley/shared/limits.ts';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { manualClock } from '../testing/manual-clock.ts';
import { httpCall, retryAfterOf } from './http-call.ts';

const c = '0190a1b2-0000-7000-8000-00000000000c';
const id = '0190a1b2-0000-7000-8000-000000000001';
const ada = {
  id,
  username: 'ada',
  displayName: 'Ada',
  version: 1,
  email: 'ada@example.org',
  createdAt: '2026-11-01T10:00:00Z',
  isAdmin: false,
};

type Answer = (request: IncomingMessage & { text: string }, response: ServerResponse) => void;
let answer: Answer;
let baseUrl: string;
const server = createServer((request, response) => {
  let text = '';
  request.on('data', (chunk) => (text += chunk));
  request.on('end', () => answer(Object.assign(request, { text }), response));
});

beforeEach(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const json = (response: ServerResponse, status: number, body: unknown, headers = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
const problem = (code: string) => ({ error: { code, message: 'no', requestId: 'r', details: { left: 1 } } });

function caller(clock = manualClock()) {
  return { clock, call: httpCall({ fetch: (url, init) => fetch(url, init), baseUrl, clock }, id) };
}

it('asks as the contract says, and drops what a newer server adds', async () => {
  let seen: unknown;
  answer = (request, response) => {
    seen = [request.method, request.url, request.headers['x-csrf'], request.headers['content-type'], request.text];
    json(response, 200, { ...ada, karma: 7 });
  };
  expect(await caller().call(me, {})).toEqual(ada);
  expect(seen).toEqual(['GET', '/api/v1/me', '1', undefined, '']);

  await caller()
    .call(listMessages, { params: { conversationId: c }, query: { beforeSeq: 7, limit: 50 } })
    .catch(() => null);
  expect(seen).toEqual(['GET', `/api/v1/conversations/${c}/messages?beforeSeq=7&limit=50`, '1', undefined, '']);

  await caller()
    .call(sendMessage, { params: { conversationId: c }, body: { id, content: 'hello' } })
    .catch(() => null);
  expect(seen).toEqual([
    'POST',
    `/api/v1/conversations/${c}/messages`,
    '1',
    'application/json',
    JSON.stringify({ id, content: 'hello' }),
  ]);
});

it('gives null where the contract declares no body', async () => {
  answer = (_, response) => response.writeHead(204).end();
  expect(await caller().call(heads, { body: { epoch: 'e', digest: '0'.repeat(16), open: [] } })).toBeNull();
});

it('takes a problem for the word of the service, with its details and the time to wait', async () => {
  answer = (_, response) => json(response, 429, problem('RATE_LIMITED'), { 'retry-after': '3' });
  await expect(caller().call(me, {})).rejects.toMatchObject({
    code: 'RATE_LIMITED',
    source: 'server',
    retryable: true,
    retryAfterMs: 3000,
    details: { left: 1 },
  });
  answer = (_, response) => json(response, 404, problem('SOMETHING_NEW'));
  await expect(caller().call(me, {})).rejects.toMatchObject({ code: 'NOT_FOUND', source: 'server', retryable: false });
});

it.each([
  ['a captive portal that says yes', 200, '<html>Welcome to the airport</html>', 'ANSWER_UNREADABLE'],
  ['a captive portal that says no', 403, '<html>Pay first</html>', 'ANSWER_UNREADABLE'],
  ['a success without what was promised', 200, '{"id":1}', 'ANSWER_UNREADABLE'],
  ['a success the contract does not know', 202, '{}', 'ANSWER_UNREADABLE'],
  ['a gateway that waited in vain', 504, '<html>Gateway Timeout</html>', 'UNAVAILABLE'],
])('does not take %s for the word of the service', async (_, status, body, code) => {
  answer = (_request, response) => response.writeHead(status).end(body);
  await expect(caller().call(me, {})).rejects.toMatchObject({ code, source: 'wire', retryable: true });
});

it('gives up after its time, also when the answer stops in the middle', async () => {
  for (const begin of [false, true]) {
    let asked = false;
    answer = (_, response) => {
      asked = true;
      if (begin) response.writeHead(200, { 'content-type': 'application/json' }).write('{"id":');
    };
    const { call, clock } = caller();
    const failure = call(me, {}).catch((error: unknown) => error);
    await vi.waitFor(() => expect(asked).toBe(true), 10_000);
    await clock.advance(timings.requestTimeout);
    expect(await failure).toMatchObject({ code: 'TIMED_OUT', source: 'wire' });
    expect(clock.pending).toBe(0);
  }
});

it('says so when nobody is there', async () => {
  const { call } = caller();
  answer = (request) => request.socket.destroy();
  await expect(call(me, {})).rejects.toMatchObject({ code: 'NETWORK_FAILED', source: 'wire' });
});

it('reads Retry-After as seconds or as a date', () => {
  const now = Date.UTC(2026, 10, 1, 12, 0, 0);
  expect(retryAfterOf('2', now)).toBe(2000);
  expect(retryAfterOf('Sun, 01 Nov 2026 12:00:05 GMT', now)).toBe(5000);
  expect(retryAfterOf('Sun, 01 Nov 2026 11:00:00 GMT', now)).toBe(0);
  expect(retryAfterOf('soon', now)).toBeUndefined();
  expect(retryAfterOf(null, now)).toBeUndefined();
});
