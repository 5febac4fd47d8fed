import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../clock.ts';
import { createFolderStore } from './folder-store.ts';

let place: string;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'parley-files-'));
});
afterEach(() => rm(place, { recursive: true, force: true }));

it('has no file where none was written, and nothing to clear', async () => {
  const store = createFolderStore(join(place, 'not-made-yet'), systemClock);
  expect(await store.open('a.json')).toBeNull();
  await store.removeOlderThan(0);
});

it('does not say that a file is gone where it could not look: whoever asks would throw away what is there', async () => {
  const notAFolder = join(place, 'files');
  await writeFile(notAFolder, '');
  const store = createFolderStore(notAFolder, systemClock);
  await expect(store.open('a.json')).rejects.toThrow('ENOTDIR');
  await expect(store.removeOlderThan(0)).rejects.toThrow('ENOTDIR');
});
