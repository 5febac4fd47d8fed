import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '@parley/shared/contract/problem.ts';
import { routes } from '@parley/shared/contract/routes.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SendOptions } from './testing/api.ts';
import { codeIn, startGroup } from './testing/conversations.ts';
import { startTestService, type TestPerson, type TestService } from './testing/service.ts';

let chat: TestService;
let ada: TestPerson;
let id: string;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'client-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Parley</title>');
  await writeFile(join(folder, 'assets', 'main-abc123.js'), `console.log('${'x'.repeat(4000)}')`);
  chat = await startTestService({ env: { CLIENT_DIR: folder } });
  ada = await chat.register('Ada');
  id = await startGroup(ada, []);
});
afterAll(async () => {
  await chat.close();
  await rm(folder, { recursive: true });
});

const statusOf = async (method: string, path: string, options?: SendOptions) =>
  (await ada.api.send(method, path, options)).status;
const group = () => JSON.stringify({ kind: 'group', id: randomUUID(), title: 'Crew', userIds: [] });

describe('a write', () => {
  it.each([
    ['no Origin', { origin: null }],
    ['an opaque Origin', { origin: 'null' }],
    ['another site', { origin: 'https://evil.example' }],
    ['another port', { origin: 'http://127.0.0.1:1' }],
    ['no header of ours', { 'x-csrf': null }],
    ['a cross-site fetch without Origin', { origin: null, 'sec-fetch-site': 'cross-site' }],
  ])('is refused with %s, signing in as well', async (_, headers) => {
    for (const path of ['/conversations', '/sessions']) {
      const answer = await ada.api.send('POST', path, { headers, body: group() });
      expect([answer.status, codeIn(answer)]).toEqual([403, 'ORIGIN_REFUSED']);
    }
  });

  it('may leave out the Origin where the browser says that it is the same', async () => {
    const headers = { origin: null, 'sec-fetch-site': 'same-origin' };
    expect(await statusOf('POST', '/conversations', { headers, body: group() })).toBe(201);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', null])(
    'is refused as %s',
    async (type) => {
      const body = new TextEncoder().encode(group());
      const answer = await ada.api.send('POST', '/conversations', { headers: { 'content-type': type }, body });
      expect([answer.status, codeIn(answer)]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    },
  );

  it('never hides in a reading method', async () => {
    for (const { method, path } of routes.filter(({ method }) => method !== 'GET')) {
      const place = path.replace(/:\w+/g, randomUUID());
      for (const other of ['GET', 'HEAD', 'OPTIONS']) {
        const hasTwin = other !== 'OPTIONS' && routes.some((route) => route.path === path && route.method === 'GET');
        if (hasTwin) continue;
        const answer = await ada.api.send(other, `${place}?_method=${method}`);
        expect([place, answer.status]).toEqual([place, 405]);
      }
    }
  });
});

describe('input that does not fit', () => {
  const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  const send = (content: unknown) => JSON.stringify({ id: randomUUID(), content });
  const cases: readonly (readonly [string, string | Uint8Array<ArrayBuffer>, number, string])[] = [
    ['no JSON', '{"id":', 400, 'MALFORMED_JSON'],
    ['nothing', '', 400, 'MALFORMED_JSON'],
    ['bytes that are no UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 400, 'MALFORMED_JSON'],
    ['a list', '[]', 400, 'VALIDATION_FAILED'],
    ['null', 'null', 400, 'VALIDATION_FAILED'],
    ['another type', send(7), 400, 'VALIDATION_FAILED'],
    ['an id in capitals', JSON.stringify({ id: randomUUID().toUpperCase(), content: 'x' }), 400, 'VALIDATION_FAILED'],
    ['a number of its own', JSON.stringify({ id: randomUUID(), content: 'x', seq: 1 }), 400, 'VALIDATION_FAILED'],
    ['a prototype', `{"id":"${randomUUID()}","content":"x","__proto__":{"x":1}}`, 400, 'VALIDATION_FAILED'],
    ['a constructor', send('x').replace('}', ',"constructor":{"prototype":{}}}'), 400, 'VALIDATION_FAILED'],
    ['NUL', send('a\u0000b'), 400, 'VALIDATION_FAILED'],
    ['half a character', `{"id":"${randomUUID()}","content":"\\ud800"}`, 400, 'VALIDATION_FAILED'],
    ['nothing but blanks', send(' \n\t'), 400, 'VALIDATION_FAILED'],
    ['too many bytes of text', send('\u{1f600}'.repeat(4097)), 413, 'CONTENT_TOO_LONG'],
    ['depth', deep(400), 400, 'VALIDATION_FAILED'],
    ['depth to the brim', deep(32_000), 400, 'VALIDATION_FAILED'],
    ['width', JSON.stringify(Array.from({ length: 1001 }, () => 0)), 400, 'VALIDATION_FAILED'],
    ['a megabyte', JSON.stringify('x'.repeat(1_000_000)), 413, 'BODY_TOO_LARGE'],
  ];
  it.each(cases)('gets its problem: %s', async (_, body, status, code) => {
    const answer = await ada.api.send('POST', `/conversations/${id}/messages`, { body });
    expect([answer.status, codeIn(answer)]).toEqual([status, code]);
    const { error } = Problem.parse(answer.body);
    expect(error.requestId).toBe(answer.headers.get('x-request-id'));
    expect(answer.text.length).toBeLessThan(1500);
  });

  it.each(['9007199254740992', '-1', '1e3', '1.5', ' 1', 'NaN', '1&beforeSeq=2', '%00', '%ff', '1&x=1', '1&x[]=1'])(
    'gets its problem in a query: %s',
    async (value) => {
      expect(await statusOf('GET', `/conversations/${id}/messages?beforeSeq=${value}`)).toBe(400);
    },
  );

  it('tells where and why, and never repeats what was said', async () => {
    const answer = await ada.api.post('/accounts', {
      username: 'SECRET',
      displayName: 'x',
      email: 'SECRET',
      password: 'p',
    });
    expect(answer.text).not.toContain('SECRET');
    const { error } = Problem.parse(answer.body);
    const places = (error.details as { path: string }[]).map(({ path }) => path);
    expect(places.toSorted()).toEqual(['body.email', 'body.password', 'body.username']);
  });

  it('finds no way into the database', async () => {
    for (const text of [`'";--`, `' OR 1=1 --`, '{"$gt":""}', '$userId', '%', '__']) {
      const { status, body } = await ada.api.get(`/people?username=${encodeURIComponent(text)}`);
      if (status === 200) expect(body).toEqual({ people: [] });
      else expect(status).toBe(400);
    }
    expect(await statusOf('GET', '/conversations/%ff')).toBe(400);
    expect(await statusOf('GET', `/conversations/${'a'.repeat(3000)}`)).toBe(400);
  });

  it('that is compressed, or comes in too many headers, or not at all', async () => {
    const gzip = { 'content-encoding': 'gzip' };
    expect(await statusOf('POST', '/conversations', { headers: gzip, body: group() })).toBe(415);
    const headers = await raw(`GET /health/live HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(9000)}\r\n\r\n`);
    expect(headers).toMatch(/^HTTP\/1.1 431 [\s\S]*HEADERS_TOO_LARGE/);
    expect(await raw('NONSENSE\r\n\r\n')).toMatch(/^HTTP\/1.1 400 [\s\S]*VALIDATION_FAILED/);
  });

  it('about nothing of ours', async () => {
    expect(codeIn(await ada.api.get('/nothing'))).toBe('NOT_FOUND');
    const answer = await ada.api.put('/me', {});
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, PATCH, HEAD']);
  });
});

function raw(bytes: string): Promise<string> {
  const { hostname, port } = new URL(chat.url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

describe('an answer', () => {
  it('bears the headers that keep a page safe, whatever it is', async () => {
    const paths = [
      '/',
      '/c/anything',
      '/assets/main-abc123.js',
      '/api/v1/me',
      '/api/v1/nothing',
      '/nothing.png',
      '/health/live',
    ];
    for (const path of paths) {
      const { headers } = await fetch(chat.url + path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("require-trusted-types-for 'script'");
      // One named policy makes the address of the service worker, and nobody else makes any.
      expect(policy).toMatch(/(?:^|;)worker-src 'self'(?:;|$)/);
      expect(policy).toMatch(/(?:^|;)trusted-types parley-workers(?:;|$)/);
      expect(policy).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('strict-transport-security')).toBeNull();
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });

  it('of the API is kept by nobody', async () => {
    for (const path of ['/me', '/nothing', '/openapi.json']) {
      const { headers } = await ada.api.get(path);
      expect([headers.get('cache-control'), headers.get('vary')]).toEqual(['no-store', 'Cookie, Origin']);
    }
  });

  it('is the app for every place in it, its hashed files for ever, and nothing for what is missing', async () => {
    const get = (path: string) =>
      fetch(chat.url + path, { headers: { accept: 'text/html', 'accept-encoding': 'gzip' } });
    const page = await get(`/c/${id}`);
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache']);
    expect(await page.text()).toContain('Parley');
    const asset = await get('/assets/main-abc123.js');
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(asset.headers.get('content-encoding')).toBe('gzip');
    for (const path of ['/assets/gone.js', '/gone.png', '/metrics', '/..%2f..%2fetc/passwd']) {
      expect((await get(path)).status).toBe(404);
    }
  });
});

describe('the documentation', () => {
  it('names every route of the contract, with what it takes and gives', async () => {
    const document = (await chat.anonymous.get('/openapi.json')).body as {
      openapi: string;
      paths: Record<string, Record<string, { operationId: string; responses: object }>>;
    };
    expect(document.openapi).toBe('3.1.0');
    const named = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map((one) => one.operationId),
    );
    expect(named.toSorted()).toEqual(routes.map(({ name }) => name).toSorted());
    const send = document.paths['/conversations/{conversationId}/messages']?.post;
    expect(Object.keys(send?.responses ?? {})).toEqual(
      expect.arrayContaining(['200', '201', '404', '413', '422', '429']),
    );
    expect(JSON.stringify(document)).not.toContain('$schema');
  });

  it('can be read and tried from our own origin', async () => {
    const page = await fetch(`${chat.url}/api/docs`);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const html = await page.text();
    const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = '']) => path);
    expect(files.length).toBe(3);
    for (const path of files) expect([path, (await fetch(chat.url + path)).status]).toEqual([path, 200]);
  });
});
