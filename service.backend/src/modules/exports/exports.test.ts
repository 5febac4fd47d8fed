import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Export } from '@parley/shared/contract/exports.routes.ts';
import { ConversationExport, type ExportFormat } from '@parley/shared/models/export.ts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { systemClock } from '../../platform/clock.ts';
import type { FileStore } from '../../platform/files/file-store.ts';
import { createFolderStore } from '../../platform/files/folder-store.ts';
import { codeIn, startGroup } from '../../testing/conversations.ts';
import { startTestService, type TestPerson, type TestService } from '../../testing/service.ts';
import { createParticipantsRepository } from '../conversations/participants.repository.ts';
import { exportAs, exportEnded, linkTo } from './export.fixture.ts';
import { createExportRepository } from './export.repository.ts';
import { createExports } from './export.service.ts';

let chat: TestService;
let ada: TestPerson;
let bob: TestPerson;
let conversation: string;

beforeAll(async () => {
  chat = await startTestService({ parts: { jobTimings: { sweepEvery: 500, beatEvery: 100 } } });
});
beforeEach(async () => {
  [ada, bob] = [await chat.register('Ada'), await chat.register('Bob')];
  conversation = await startGroup(ada, [bob], 'Pier 4');
});
afterAll(() => chat.close());

async function say(person: TestPerson, content: string): Promise<string> {
  const id = randomUUID();
  await person.api.post(`/conversations/${conversation}/messages`, { id, content });
  return id;
}

async function textAs(person: TestPerson, format: ExportFormat): Promise<string> {
  const { path } = await exportAs(person, conversation, format);
  return (await person.api.get(path)).text;
}

/** Many messages at once, past the service: their number is what matters. */
const fill = (count: number) =>
  chat.db.query(
    `WITH head AS (UPDATE conversations SET seq = seq + $count WHERE id = $id RETURNING seq - $count AS before)
     INSERT INTO messages (conversation_id, id, seq, rev, sender_id, content, created_at)
     SELECT $id, gen_random_uuid(), before + n, before + n, $sender, 'line ' || n, clock_timestamp()
     FROM head, generate_series(1, $count::int) AS n`,
    { id: conversation, count, sender: ada.me.id },
  );

it('writes what one may see, and no more, with counts that agree with the database', async () => {
  await say(ada, 'before anybody else came');
  const deleted = await say(ada, 'a word taken back');
  await say(bob, 'Grüße, 日本語, "quotes" and\nlines');
  const edited = await say(ada, 'frist');
  await ada.api.patch(`/conversations/${conversation}/messages/${edited}`, { content: 'first', version: 1 });
  await ada.api.delete(`/conversations/${conversation}/messages/${deleted}`);
  await fill(1_203);

  const whole = ConversationExport.parse(JSON.parse(await textAs(ada, 'json')));
  const [stored] = await chat.db.query<{ texts: number }>(
    `SELECT count(*)::int AS texts FROM messages
     WHERE conversation_id = $conversation AND kind = 'text' AND deleted_at IS NULL`,
    { conversation },
  );
  expect(whole.counts).toEqual({ messages: stored?.texts, events: 1 });
  expect(whole.messages).toHaveLength(1_207);
  expect(whole.messages.map(({ seq }) => seq)).toEqual(whole.messages.map(({ seq }) => seq).toSorted((a, b) => a - b));
  expect(JSON.stringify(whole)).not.toContain('taken back');
  expect(JSON.stringify(whole)).not.toContain('frist');
  expect(whole.people.map(({ displayName }) => displayName).toSorted()).toEqual(['Ada', 'Bob']);

  // Bob's sight begins later.
  await chat.db.query(
    'UPDATE participants SET visible_from_seq = 4 WHERE conversation_id = $conversation AND user_id = $bob',
    {
      conversation,
      bob: bob.me.id,
    },
  );
  for (const format of ['json', 'csv', 'html'] as const) {
    const his = await textAs(bob, format);
    expect(his).toContain('日本語');
    expect(his).not.toContain('before anybody else came');
  }
});

it('writes a table that calculates nothing', async () => {
  for (const content of ['=1+1', ' +2', '@sum(a)', '-3', '＝cmd', '\t=4', 'a "quoted" word', 'plain'])
    await say(ada, content);
  const table = await textAs(ada, 'csv');
  const cells = table
    .split('\r\n')
    .flatMap((line) => [...line.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map(([, cell]) => cell));
  expect(cells.filter((cell) => /^\s*[=+\-@＝]/u.test(cell ?? ''))).toEqual([]);
  expect(cells).toEqual(
    expect.arrayContaining(["'=1+1", "' +2", "'@sum(a)", "'＝cmd", "'\t=4", 'a ""quoted"" word', 'plain']),
  );
  expect(table).toContain('8 messages, 1 events');
});

it('writes a page in which nobody’s words are anything but words', async () => {
  await say(bob, '</script><script>alert(1)</script><img src=x onerror=alert(1)>');
  const page = await textAs(ada, 'html');
  expect(page).not.toContain('<script>alert');
  expect(page).not.toContain('<img');
  expect(page.match(/http-equiv="Content-Security-Policy" content="([^"]*)"/)?.[1]).not.toContain('unsafe');
  expect(page).not.toMatch(/<\w+[^>]*\s(src|href)=/);
});

it('gives the file once a link, to who asked for it, for a while', async () => {
  const { id, path, ended } = await exportAs(ada, conversation);
  expect(ended).toMatchObject({ state: 'done', format: 'json', counts: { messages: 0, events: 1 } });
  expect((await bob.api.get(path)).status).toBe(404);
  expect((await chat.anonymous.get(path)).status).toBe(401);
  expect((await ada.api.get(`/exports/${id}/file?token=${'a'.repeat(43)}`)).status).toBe(404);

  // Who only asks about it, as download programs do, has not fetched it.
  const asked = await ada.api.send('HEAD', path);
  expect([asked.status, asked.headers.get('allow')]).toEqual([405, 'GET']);
  const first = await ada.api.get(path);
  expect(first.status).toBe(200);
  expect(first.headers.get('content-disposition')).toMatch(/^attachment; filename="parley-[\d-]+\.json"$/);
  expect(first.headers.get('x-content-type-options')).toBe('nosniff');
  const again = await ada.api.get(path);
  expect([again.status, codeIn(again)]).toEqual([410, 'LINK_SPENT']);

  const late = await linkTo(ada, id);
  await chat.db.query("UPDATE export_links SET expires_at = clock_timestamp() - interval '1 second'");
  expect((await ada.api.get(late.path)).status).toBe(410);

  // Of many who come with one link at once, one gets it.
  const { path: raced } = await linkTo(ada, id);
  const told = await Promise.all(Array.from({ length: 8 }, () => ada.api.get(raced)));
  expect(told.map(({ status }) => status).toSorted()).toEqual([200, ...Array<number>(7).fill(410)]);
});

it('gives nothing any more to who was removed, whatever he saved', async () => {
  const { id, path } = await exportAs(bob, conversation);
  await ada.api.delete(`/conversations/${conversation}/participants/${bob.me.id}`);
  expect((await bob.api.get(path)).status).toBe(404);
  expect((await bob.api.post(`/exports/${id}/links`, {})).status).toBe(404);
  const again = { id: randomUUID(), conversationId: conversation, format: 'json' };
  expect((await bob.api.post('/exports', again)).status).toBe(404);
});

it('is found again by who asked for it, until it is thrown away or he is removed', async () => {
  const found = async (person: TestPerson) => {
    const { body } = await person.api.get('/exports');
    return z.object({ exports: z.array(Export) }).parse(body).exports;
  };
  expect(await found(bob)).toEqual([]);
  const first = await exportAs(bob, conversation, 'html');
  const second = await exportAs(bob, conversation, 'json');
  expect(await found(bob)).toEqual([second.ended, first.ended]);
  expect(await found(ada)).toEqual([]);

  await bob.api.delete(`/exports/${second.id}`);
  const mine = randomUUID();
  await bob.api.post('/me/exports', { id: mine });
  const ended = await exportEnded(bob, mine);
  expect(await found(bob)).toEqual([ended, first.ended]);
  await ada.api.delete(`/conversations/${conversation}/participants/${bob.me.id}`);
  expect(await found(bob)).toEqual([ended]);
});

it('stops when it is told to, keeps nothing of it, and lets three at most be under way', async () => {
  for (let slice = 0; slice < 6; slice++) await fill(5_000);
  const ids = Array.from({ length: 4 }, () => randomUUID());
  const told = [];
  for (const id of ids) told.push(await ada.api.post('/exports', { id, conversationId: conversation, format: 'html' }));
  expect(told.map(({ status }) => status)).toEqual([201, 201, 201, 422]);
  for (const id of ids.slice(0, 3)) expect((await ada.api.delete(`/exports/${id}`)).status).toBe(204);
  for (const id of ids.slice(0, 3)) expect((await exportEnded(ada, id)).state).toBe('cancelled');
  await expect
    .poll(
      () =>
        readdir(join(chat.settings.FILES ?? '', 'exports')).then((names) =>
          names.filter((name) => ids.some((id) => name.startsWith(id))),
        ),
      { timeout: 15_000 },
    )
    .toEqual([]);

  const { id } = await exportAs(ada, conversation);
  expect((await ada.api.delete(`/exports/${id}`)).status).toBe(204);
  expect((await ada.api.get(`/exports/${id}`)).status).toBe(404);
});

it('keeps nothing of one that was done in the moment in which it was to stop', async () => {
  const { id } = await exportAs(ada, conversation);
  const done = await chat.service.jobs.find(id);
  if (done === null) throw new Error('it is there');
  const files = createFolderStore(join(chat.settings.FILES ?? '', 'exports'), systemClock);
  const exports = createExports({
    db: chat.db,
    // As it was when it was looked at: under way.
    jobs: { ...chat.service.jobs, find: async () => ({ ...done, state: 'running', result: null, endedAt: null }) },
    files,
    repository: createExportRepository(chat.db),
    participants: createParticipantsRepository(chat.db),
  });
  await exports.cancel({ userId: ada.me.id, sessionId: 'a session' }, id);
  expect(await files.open(String(done.result?.file))).toBeNull();
  expect((await ada.api.get(`/exports/${id}`)).status).toBe(404);
});

it('is one export, however often it is asked for', async () => {
  const body = { id: randomUUID(), conversationId: conversation, format: 'csv' };
  const told = [await ada.api.post('/exports', body), await ada.api.post('/exports', body)];
  expect(told.map(({ status }) => status)).toEqual([201, 200]);
  expect((await ada.api.post('/exports', { ...body, format: 'json' })).status).toBe(422);
  expect((await bob.api.post('/exports', body)).status).toBe(422);
  await exportEnded(ada, body.id);
});

it('leaves no file open for one who was told to come again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-exports-'));
  const store = createFolderStore(folder, systemClock);
  const opened: Readable[] = [];
  const files: FileStore = {
    ...store,
    async open(name) {
      const file = await store.open(name);
      if (file) opened.push(file.content);
      return file;
    },
  };
  const slow = await startTestService({ parts: { deadline: 1_500, files } });
  try {
    const cyd = await slow.register('Cyd');
    const { path } = await exportAs(cyd, await startGroup(cyd, []));
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const holding = slow.db.transaction(async (tx) => {
      await slow.db.query('SELECT FROM export_links FOR UPDATE', {}, tx);
      await held;
    });
    expect((await cyd.api.get(path)).status).toBe(503);
    letGo();
    await holding;
    await expect.poll(() => opened.map(({ closed }) => closed)).toEqual([true]);
  } finally {
    await slow.close();
    await rm(folder, { recursive: true });
  }
});
