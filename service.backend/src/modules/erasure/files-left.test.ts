import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../platform/clock.ts';
import { createFolderStore } from '../../platform/files/folder-store.ts';
import { startTestService, type TestService, testPassword } from '../../testing/service.ts';
import { exportEnded } from '../exports/export.fixture.ts';

let chat: TestService;
let folder: string;
// What becomes of a file that is to go.
let removing = async (): Promise<void> => undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-files-'));
  const files = createFolderStore(folder, systemClock);
  chat = await startTestService({
    parts: {
      jobTimings: { sweepEvery: 200, beatEvery: 100 },
      files: {
        ...files,
        async remove(name) {
          await removing();
          await files.remove(name);
        },
      },
    },
  });
});
afterAll(async () => {
  await chat.close();
  await rm(folder, { recursive: true });
});

it('says that the account is gone though the disk does not let its files go yet; they go once it does', async () => {
  const ada = await chat.register('Ada');
  const id = randomUUID();
  expect((await ada.api.post('/me/exports', { id })).status).toBe(201);
  expect(await exportEnded(ada, id)).toMatchObject({ state: 'done' });
  removing = async () => {
    throw new Error('EIO');
  };
  expect((await ada.api.post('/me/erasure', { password: testPassword, messages: 'keep' })).status).toBe(204);
  const triedOften = "SELECT FROM jobs WHERE kind = 'erase' AND attempts >= 2";
  const hintAgain = () => chat.db.query("UPDATE jobs SET hinted_at = NULL WHERE state = 'waiting'");
  await expect.poll(() => hintAgain().then(() => chat.db.query(triedOften)), { timeout: 20_000 }).toHaveLength(1);
  expect(await readdir(folder)).toHaveLength(1);
  removing = async () => undefined;
  await expect.poll(() => hintAgain().then(() => readdir(folder)), { timeout: 20_000 }).toEqual([]);
});
