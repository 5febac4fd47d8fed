import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConversationExport } from '@parley/shared/models/export.ts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../platform/clock.ts';
import type { FileStore } from '../../platform/files/file-store.ts';
import { createFolderStore } from '../../platform/files/folder-store.ts';
import type { JobRow, RunningJob } from '../../platform/jobs/job.ts';
import { startGroup } from '../../testing/conversations.ts';
import { startTestService, type TestPerson, type TestService } from '../../testing/service.ts';
import { createExportJob } from './export-job.ts';
import { createSpanRepository } from './span.repository.ts';
import { readExportPage } from './write-html.ts';

let chat: TestService;
let ada: TestPerson;
let conversation: string;
let folder: string;

beforeAll(async () => {
  chat = await startTestService();
  ada = await chat.register('Ada');
  conversation = await startGroup(ada, [], 'Pier 4');
  for (let at = 0; at < 120; at++)
    await ada.api.post(`/conversations/${conversation}/messages`, { id: randomUUID(), content: `line ${at}` });
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-runs-'));
});
afterAll(() => chat.close());

const noRest = async () => undefined;
/** One run of an export, as the jobs would have it run. */
function run(id: string, attempts: number, job: Pick<RunningJob, 'progress' | 'rest'>, files?: FileStore) {
  const row: JobRow = {
    id,
    kind: 'export',
    ownerId: ada.me.id,
    conversationId: conversation,
    input: { format: 'json' },
    state: 'running',
    done: 0,
    total: null,
    result: null,
    attempts,
    createdAt: '',
    endedAt: null,
  };
  const store = files ?? createFolderStore(folder, systemClock);
  const spans = createSpanRepository(chat.db);
  const handler = createExportJob({ spans, files: store, page: readExportPage, clock: systemClock });
  return handler({ row, signal: new AbortController().signal, ...job });
}
const over = new Error('cancelled, or taken over');

it('leaves the file of who took it over alone, where a run that was taken for dead comes to', async () => {
  const id = randomUUID();
  let freeze = (): void => undefined;
  let thaw = (): void => undefined;
  const frozen = new Promise<void>((resolve) => (freeze = resolve));
  const thawed = new Promise<void>((resolve) => (thaw = resolve));
  const first = run(id, 1, {
    progress: async () => undefined,
    async rest() {
      freeze();
      await thawed;
      throw over;
    },
  });
  await frozen;
  const second = run(id, 2, {
    progress: async () => undefined,
    // In the middle of the second the first one comes to, hears that it is over, and clears up behind itself.
    async rest() {
      thaw();
      await expect(first).rejects.toThrow('taken over');
    },
  });
  const { file } = (await second) as { file: string };
  expect(await readdir(folder)).toEqual([file]);
  const written = ConversationExport.parse(JSON.parse(await readFile(join(folder, file), 'utf8')));
  expect(written.counts).toEqual({ messages: 120, events: 1 });
  await rm(folder, { recursive: true });
});

it('leaves nothing behind where it is stopped when the file is written and nobody knows of it yet', async () => {
  let isWritten = false;
  const store = createFolderStore(folder, systemClock);
  const files: FileStore = {
    ...store,
    async write(...given) {
      const bytes = await store.write(...given);
      isWritten = true;
      return bytes;
    },
  };
  const progress = async () => {
    if (isWritten) throw over;
  };
  await expect(run(randomUUID(), 1, { progress, rest: noRest }, files)).rejects.toThrow('cancelled');
  expect(await readdir(folder)).toEqual([]);
  await rm(folder, { recursive: true });
});
