import { gzipSync } from 'node:zlib';
import { expect, inject, it } from 'vitest';

/** What the entry may cost, compressed as the service sends it; and with all that the page asks for beside it. */
const ENTRY_BUDGET = 170_000;
const FIRST_PAGE_BUDGET = 190_000;

it('shows its first page for at most 170 kB of entry, and 190 kB of script in all', async () => {
  const origin = inject('origin');
  const page = await (await fetch(origin)).text();
  const first = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/gu)].map(([, path]) => path ?? '');
  expect(first.length).toBeGreaterThan(0);
  const sizes = await Promise.all(
    first.map(async (path) => gzipSync(await (await fetch(`${origin}${path}`)).arrayBuffer()).byteLength),
  );
  expect(Math.max(...sizes)).toBeLessThanOrEqual(ENTRY_BUDGET);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(FIRST_PAGE_BUDGET);
});
