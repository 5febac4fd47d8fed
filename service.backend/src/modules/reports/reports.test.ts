import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import type { ErrorGroup, ErrorSample } from '@parley/shared/contract/admin-reports.routes.ts';
import { stackFrames } from '@parley/shared/stack.ts';
import { transform } from 'esbuild';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startTestService, type TestPerson, type TestService } from '../../testing/service.ts';
import { aReport } from './report.fixture.ts';

let chat: TestService;
let chief: TestPerson;
let client: string;
let folder: string;

beforeAll(async () => {
  client = await mkdtemp(join(tmpdir(), 'parley-client-'));
  folder = join(client, 'assets');
  await mkdir(folder);
  await writeFile(join(client, 'index.html'), '<!doctype html>');
  chat = await startTestService({ env: { CLIENT_DIR: client } });
  chief = await chat.registerAdmin();
});
afterAll(async () => {
  await chat.close();
  await rm(client, { recursive: true });
});

const listed = async (state: 'open' | 'resolved') =>
  ((await chief.api.get(`/admin/errors?state=${state}`)).body as { groups: ErrorGroup[] }).groups;
const named = async (name: string, state: 'open' | 'resolved' = 'open') =>
  (await listed(state)).filter((group) => group.name === name);
const samplesOf = async (group: ErrorGroup | undefined) =>
  ((await chief.api.get(`/admin/errors/${group?.fingerprint}`)).body as { samples: ErrorSample[] }).samples;

/** What is thrown by code that was built, as the build throws it. */
async function thrownByBuild(file: string): Promise<string> {
  const source = `(() => {
    function readTheTide(harbour?: { tide: number }): number {
      return harbour!.tide;
    }
    function lookOutside(): number {
      return 1 + readTheTide();
    }
    return lookOutside();
  })();`;
  const built = await transform(source, {
    loader: 'ts',
    minify: true,
    sourcemap: 'external',
    sourcefile: '../../src/tide.ts',
  });
  await writeFile(join(folder, `${file}.map`), built.map);
  return runInNewContext(
    `try { ${built.code} } catch (error) { error.stack }`,
    {},
    { filename: `https://x/assets/${file}`, columnOffset: -6 },
  );
}

it('reads the stack of built code in terms of ours, and takes what happens twice for one', async () => {
  const ana = await chat.register('Ana');
  const report = aReport({ name: 'TideError', frames: stackFrames(await thrownByBuild('index-a1.js')) });
  expect((await ana.api.post('/reports', report)).status).toBe(204);
  expect((await chat.anonymous.post('/reports', report)).status).toBe(204);
  const groups = await named('TideError');
  expect(groups).toMatchObject([
    { side: 'client', count: 2, place: 'readTheTide, src/tide.ts:3', lastRelease: 'index-a1' },
  ]);
  expect(groups[0]?.trend.at(-1)).toBe(2);
  const [nobody, somebody] = await samplesOf(groups[0]);
  expect(somebody?.frames.slice(0, 2).map(({ fn, line }) => [fn, line])).toEqual([
    ['readTheTide', 3],
    ['lookOutside', 6],
  ]);
  expect(nobody?.who).toBeNull();
  expect(somebody?.who).toMatch(/^[\da-f]{12}$/);
  expect(somebody?.breadcrumbs).toMatchObject([{ name: 'messages.send', outcome: 'ok' }]);
});

it('serves the built code, and its map to nobody', async () => {
  await thrownByBuild('index-c3.js');
  await writeFile(join(folder, 'index-c3.js'), 'void 0;');
  const statusOf = async (path: string) => (await fetch(`${chat.url}/assets/${path}`)).status;
  expect(await statusOf('index-c3.js')).toBe(200);
  expect([
    await statusOf('index-c3.js.map'),
    await statusOf('index-c3.js.MAP'),
    await statusOf('index-c3.js%2Emap'),
  ]).toEqual([404, 404, 404]);
});

it('opens again what was resolved when another release meets it, not when an old tab does', async () => {
  const send = (release: string) => chat.anonymous.post('/reports', aReport({ name: 'RopeError', release }));
  await send('index-one');
  const [group] = await named('RopeError');
  expect((await chief.api.put(`/admin/errors/${group?.fingerprint}`, { resolved: true })).status).toBe(200);
  await send('index-one');
  expect(await named('RopeError')).toEqual([]);
  expect(await named('RopeError', 'resolved')).toMatchObject([{ count: 2 }]);
  expect((await chief.api.get('/admin/errors?state=open')).body).toMatchObject({ resolved: 1 });
  await send('index-two');
  expect(await named('RopeError')).toMatchObject([{ count: 3, firstRelease: 'index-one', lastRelease: 'index-two' }]);
});

it('knows every release that met what was resolved: a tab of the last but one is an old one, too', async () => {
  const send = (release: string) => chat.anonymous.post('/reports', aReport({ name: 'KnotError', release }));
  for (const release of ['index-one', 'index-two', 'index-three', 'index-two']) await send(release);
  const [group] = await named('KnotError');
  await chief.api.put(`/admin/errors/${group?.fingerprint}`, { resolved: true });
  for (const release of ['index-one', 'index-three', 'index-two']) await send(release);
  expect(await named('KnotError')).toEqual([]);
  await send('index-four');
  expect(await named('KnotError')).toMatchObject([{ count: 8, lastRelease: 'index-four' }]);
});

it('keeps of each error the last ten times, and counts all', async () => {
  for (let turn = 0; turn < 14; turn += 1)
    await chat.anonymous.post('/reports', aReport({ name: 'AnchorError', release: `r${turn}` }));
  const [group] = await named('AnchorError');
  expect(group?.count).toBe(14);
  const samples = await samplesOf(group);
  expect(samples.map(({ release }) => release)).toEqual(Array.from({ length: 10 }, (_, index) => `r${13 - index}`));
});

it('takes names and numbers only', async () => {
  const refused = [
    { ...aReport(), content: 'canary' },
    aReport({ page: '/c/canary' as never }),
    aReport({ name: 'canary says hello' }),
    aReport({ frames: [{ fn: 'canary says', file: 'x.js', line: 1, column: 1 }] }),
    aReport({ breadcrumbs: [{ agoMs: 1, kind: 'call', name: 'canary 1', outcome: 'ok' }] }),
    aReport({ breadcrumbs: Array.from({ length: 31 }, () => ({ agoMs: 1, kind: 'call', name: 'x', outcome: 'ok' })) }),
  ];
  for (const body of refused) expect((await chat.anonymous.post('/reports', body)).status).toBe(400);
  // What fits the shape and is no name of ours is blanked or left out.
  const breadcrumbs = [{ agoMs: 1, kind: 'call', name: 'canary', outcome: 'ok' }] as const;
  const body = aReport({ name: 'QuietError', message: 'canary is not valid', breadcrumbs: [...breadcrumbs] });
  expect((await chat.anonymous.post('/reports', body)).status).toBe(204);
  const [group] = await named('QuietError');
  expect(group?.message).toBe('… is not valid');
  expect(await samplesOf(group)).toMatchObject([{ breadcrumbs: [] }]);
  const message = 'this is out of range';
  expect((await chat.anonymous.post('/reports', aReport({ name: 'Canary', message }))).status).toBe(204);
  expect((await listed('open')).find((one) => one.message === message)?.name).toBe('Error');
});

it('reports what breaks in the service itself, with what was asked and by whom, and with no word of it', async () => {
  const ana = await chat.register('Ana');
  await chat.db.query('ALTER TABLE message_revisions RENAME TO lost');
  const id = '00000000-0000-4000-8000-000000000001';
  const { body: made } = await ana.api.post('/conversations', { kind: 'group', id, title: 'canary', userIds: [] });
  expect(made).toMatchObject({ summary: { conversation: { id } } });
  const messageId = '00000000-0000-4000-8000-000000000002';
  await ana.api.post(`/conversations/${id}/messages`, { id: messageId, content: 'canary one' });
  const path = `/conversations/${id}/messages/${messageId}`;
  const { status } = await ana.api.patch(path, { content: 'canary two', version: 1 });
  await chat.db.query('ALTER TABLE lost RENAME TO message_revisions');
  expect(status).toBe(500);
  const group = await vi.waitFor(async () => {
    const [found] = (await listed('open')).filter(({ side }) => side === 'server');
    expect(found).toBeDefined();
    return found;
  }, 10_000);
  const [sample] = await samplesOf(group);
  expect(sample).toMatchObject({ kind: 'request', page: 'messages.edit', release: 'source' });
  expect(sample?.breadcrumbs.map(({ name }) => name)).toContain('messages.send');
  const kept = await chat.db.query(
    'SELECT row_to_json(g)::text AS text FROM error_groups g UNION ALL SELECT row_to_json(s)::text FROM error_samples s',
  );
  expect(kept.length).toBeGreaterThan(1);
  expect(JSON.stringify(kept)).not.toMatch(new RegExp(`canary|${ana.me.id}|${ana.me.username}|${id}`));
});

it('is told however often it was met', async () => {
  await chat.anonymous.post('/reports', aReport({ name: 'CountlessError' }));
  const [{ fingerprint = '' } = {}] = await named('CountlessError');
  const most = 3_000_000_000;
  await chat.db.query('UPDATE error_groups SET count = $most WHERE fingerprint = $fingerprint', { most, fingerprint });
  await chat.db.query('UPDATE error_days SET count = $most WHERE fingerprint = $fingerprint', { most, fingerprint });
  const [group] = await named('CountlessError');
  expect([group?.count, group?.trend.at(-1), group?.trend.length]).toEqual([most, most, 14]);
});
