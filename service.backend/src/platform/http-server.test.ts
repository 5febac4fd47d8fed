import { once } from 'node:events';
import { connect } from 'node:net';
import { Problem } from '@parley/shared/contract/problem.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../testing/service.ts';

let chat: TestService;

beforeAll(async () => {
  chat = await startTestService();
});
afterAll(() => chat.close());

/** All that comes back until the connection ends; `null` where nothing does. */
function raw(bytes: string): Promise<{ status: number; code: string } | null> {
  const { hostname, port } = new URL(chat.url);
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.on('data', (chunk) => {
      text += chunk.toString();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(text === '' ? null : readAnswer(text)));
  });
}

function readAnswer(text: string) {
  const [head = '', body = ''] = text.split('\r\n\r\n');
  return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]), code: Problem.parse(JSON.parse(body)).error.code };
}

const asked = (line: string, ...headers: string[]) =>
  [`${line} HTTP/1.1`, 'Connection: close', ...headers, '', ''].join('\r\n');
const upgrade = (to: string, path: string) =>
  asked(`GET ${path}`, 'Host: x', 'Connection: Upgrade', `Upgrade: ${to}`).replace('Connection: close\r\n', '');
const webSocket = ['Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='].join('\r\n');

it('stops in time, whoever opened a WebSocket and says neither a word nor goodbye', async () => {
  const other = await startTestService();
  const { cookie } = await other.register('Ada');
  const { host, hostname, port } = new URL(other.url);
  const silent = connect(Number(port), hostname);
  const said = [`Host: ${host}`, `Origin: ${other.url}`, `Cookie: ${cookie}`, webSocket];
  silent.write(upgrade('websocket', '/socket.io/?EIO=4&transport=websocket').replace('Host: x', said.join('\r\n')));
  await once(silent, 'data');
  const gone = once(silent, 'close');
  const began = Date.now();
  await other.close();
  // The last it would wait for is the answer to its own goodbye, for half a minute.
  expect(Date.now() - began).toBeLessThan(15_000);
  await gone;
}, 60_000);

describe('what a program says that is no browser is answered with a problem', () => {
  const cases: readonly (readonly [what: string, bytes: string, status: number, code: string])[] = [
    ['another protocol', upgrade('h2c', '/api/v1/me'), 400, 'VALIDATION_FAILED'],
    ['a socket that is not there', upgrade(`websocket\r\n${webSocket}`, '/elsewhere'), 404, 'NOT_FOUND'],
    ['a way through', asked('CONNECT example.org:80', 'Host: x'), 405, 'METHOD_NOT_ALLOWED'],
    ['no host', asked('GET /api/v1/me'), 400, 'VALIDATION_FAILED'],
    ['an expectation of its own', asked('GET /api/v1/me', 'Host: x', 'Expect: more'), 401, 'UNAUTHENTICATED'],
    ['a method that nobody has', asked('FETCH /', 'Host: x'), 400, 'VALIDATION_FAILED'],
    ['two lengths', asked('POST /', 'Host: x', 'Content-Length: 2', 'Content-Length: 3'), 400, 'VALIDATION_FAILED'],
    [
      'a length and pieces',
      asked('POST /', 'Host: x', 'Content-Length: 2', 'Transfer-Encoding: chunked'),
      400,
      'VALIDATION_FAILED',
    ],
    ['half a line', asked('GET /', 'Host: x', 'X: a\rb'), 400, 'VALIDATION_FAILED'],
  ];
  it.each(cases)('%s', async (_, bytes, status, code) => {
    expect(await raw(bytes)).toEqual({ status, code });
  });

  it('also where it has gone before it was told', async () => {
    const { hostname, port } = new URL(chat.url);
    for (const [, bytes] of cases) {
      const socket = connect(Number(port), hostname, () => socket.write(bytes, () => socket.resetAndDestroy()));
      await new Promise((resolve) => socket.once('close', resolve));
    }
    expect((await fetch(`${chat.url}/health/live`)).status).toBe(200);
  });
});
