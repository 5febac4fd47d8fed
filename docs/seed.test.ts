import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const rows = [
  ...readFileSync(join(root, 'docs/seed.md'), 'utf8').matchAll(/^\| (.+) \| `(.+)` \| `(.+)`: (.+) \|$/gm),
].map(([, asked = '', place = '', test = '', name = '']) => ({ asked, place, test, name }));

/** A test's name as it stands in its file: within any kind of quotes, those inside of it escaped or not. */
const names = (test: string, name: string): boolean =>
  readFileSync(join(root, test), 'utf8').replaceAll("\\'", "'").includes(name);

it('says of every recommendation what became of it, each with its points', () => {
  const headings = readFileSync(join(root, 'docs/seed.md'), 'utf8').matchAll(/^## (\d+)\. /gm);
  expect([...headings].map(([, number]) => Number(number))).toEqual(
    Array.from({ length: 17 }, (_, index) => index + 1),
  );
  expect(rows.length).toBeGreaterThanOrEqual(55);
});

it.each(rows)('$asked: stands where it is said to, shown by the test that is named', ({ place, test, name }) => {
  expect(existsSync(join(root, place)), place).toBe(true);
  expect(existsSync(join(root, test)), test).toBe(true);
  expect(names(test, name), `${test}: ${name}`).toBe(true);
});
