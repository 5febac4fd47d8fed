import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { Problem } from '@parley/shared/contract/problem.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../testing/service.ts';

let chat: TestService;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'client-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Parley</title>');
  await writeFile(join(folder, 'sw.js'), '// works');
  await writeFile(join(folder, 'assets', 'main-abc123.js'), `console.log('${'x'.repeat(4000)}')`);
  const large = `console.log('${'y'.repeat(4000)}')`;
  await writeFile(join(folder, 'assets', 'packed-def456.js'), large);
  await writeFile(join(folder, 'assets', 'packed-def456.js.br'), brotliCompressSync(large));
  await writeFile(join(folder, 'assets', 'packed-def456.js.gz'), gzipSync(large, { level: 9 }));
  chat = await startTestService({ env: { CLIENT_DIR: folder } });
});
afterAll(async () => {
  await chat.close();
  await rm(folder, { recursive: true });
});

const files = [
  '/',
  '/c/anything',
  '/sw.js',
  '/assets/main-abc123.js',
  '/assets/packed-def456.js',
  '/api/docs/',
  '/api/docs/files/swagger-ui.css',
];
const get = (path: string, headers: Record<string, string>) =>
  fetch(chat.url + path, { headers: { accept: 'text/html,*/*', ...headers } });

describe.each(files)('what is served at %s', (path) => {
  // A cache that keeps an answer for a year must never be handed a failure under this address.
  it.each([
    ['another one than it is', { 'if-match': '"another"' }],
    ['one that was not changed since long ago', { 'if-unmodified-since': 'Mon, 01 Jan 1990 00:00:00 GMT' }],
  ])('is not given to who wants %s', async (_, headers) => {
    const answer = await get(path, headers);
    if (path === '/api/docs/') return expect(answer.status).toBe(200);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([412, 'no-store']);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(Problem.parse(await answer.json()).error.code).toBe('PRECONDITION_FAILED');
  });

  it.each(['bytes=9999999-', 'bytes=0-0', 'bytes=0-0,1-1', 'none'])(
    'is given whole for the range %s',
    async (range) => {
      const answer = await get(path, { range });
      expect([answer.status, answer.headers.get('content-range')]).toEqual([200, null]);
    },
  );
});

it.each([
  ['br', 'gzip, deflate, br', '.br'],
  ['gzip', 'gzip, deflate', '.gz'],
  [null, 'identity', ''],
])('a hashed file is given as the build packed it: %s to who takes %s', async (encoding, accepted, ending) => {
  const answer = await get('/assets/packed-def456.js', { 'accept-encoding': accepted });
  const { size } = await stat(join(folder, 'assets', `packed-def456.js${ending}`));
  expect([answer.headers.get('content-encoding'), Number(answer.headers.get('content-length'))]).toEqual([
    encoding,
    size,
  ]);
  expect(answer.headers.get('content-type')?.toLowerCase()).toBe('text/javascript; charset=utf-8');
  expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(answer.headers.get('vary')?.toLowerCase()).toContain('accept-encoding');
  expect(await answer.text()).toContain('yyyy');
});

it('says of what is missing that nobody is to remember it', async () => {
  for (const path of ['/assets/gone.js', '/gone.png', '/assets/%00.js', '/%ff', '/assets/%ff.js']) {
    const answer = await get(path, {});
    expect([answer.status < 500, answer.headers.get('cache-control')]).toEqual([true, 'no-store']);
    Problem.parse(await answer.json());
  }
});

it('is no page for a mistake in an address of the API, whatever one takes for an answer', async () => {
  for (const path of ['/api', '/api/v2/me', '/api/me', '/health', '/health/other', '/metrics', '/metrics/other']) {
    const answer = await fetch(chat.url + path, { headers: { accept: 'text/html,*/*' } });
    expect([path, answer.status, answer.headers.get('content-type')]).toEqual([
      path,
      404,
      'application/json; charset=utf-8',
    ]);
  }
});
