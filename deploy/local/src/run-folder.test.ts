import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkout, dataFolder } from './data-folder.ts';
import { clearRunFolder, holdRunFolder } from './run-folder.ts';

describe('the data of a checkout', () => {
  let place = '';
  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), 'parley-data-'));
  });
  afterEach(() => rmSync(place, { recursive: true, force: true }));

  it('lies where PARLEY_DATA says, else in a folder of this checkout alone, outside of it', () => {
    expect(dataFolder({ PARLEY_DATA: place })).toBe(place);
    const usual = dataFolder({ HOME: place });
    expect(usual).toMatch(/parley[/\\][0-9a-f]{16}$/);
    expect(usual.startsWith(checkout)).toBe(false);
  });

  it('is held by one run, which a second one is told about', async () => {
    const first = await holdRunFolder(place);
    first.claim.note({ address: 'http://127.0.0.1:5123' });
    await expect(holdRunFolder(place)).rejects.toThrow(`at http://127.0.0.1:5123 (process ${process.pid}`);
    first.claim.release();
  });

  it('is cleared without what others put there, and without a trace when there is nothing else', async () => {
    const folder = join(place, 'data');
    const run = await holdRunFolder(folder);
    run.noteSeeded();
    run.claim.release();
    writeFileSync(join(folder, 'letters.txt'), 'mine');
    expect(await clearRunFolder(folder)).toBe(true);
    expect(readFileSync(join(folder, 'letters.txt'), 'utf8')).toBe('mine');
    expect((await holdRunFolder(folder)).isSeeded()).toBe(false);
    rmSync(join(folder, 'letters.txt'));
    rmSync(join(folder, 'run.json'));
    await clearRunFolder(folder);
    expect(existsSync(folder)).toBe(false);
    expect(await clearRunFolder(folder)).toBe(false);
  });

  it('leaves the permissions of a folder that is not ours alone', async () => {
    const home = join(place, 'home');
    mkdirSync(home);
    writeFileSync(join(home, 'letters.txt'), 'mine');
    chmodSync(home, 0o700);
    (await holdRunFolder(home)).claim.release();
    expect(statSync(home).mode & 0o777).toBe(0o700);
  });
});
