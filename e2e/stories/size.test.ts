import { gzipSync } from 'node:zlib';
import { expect, inject, it } from 'vitest';

/** What a page may cost before anything is seen, compressed as the service sends it. */
const BUDGET = 200_000;

it('shows its first page for at most 200 kB of script', async () => {
  const origin = inject('origin');
  const page = await (await fetch(origin)).text();
  const first = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/gu)].map(([, path]) => path ?? '');
  expect(first.length).toBeGreaterThan(0);
  const sizes = first.map(async (path) => gzipSync(await (await fetch(`${origin}${path}`)).arrayBuffer()).byteLength);
  const all = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  expect(all).toBeLessThanOrEqual(BUDGET);
});
