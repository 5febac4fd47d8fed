import { describe, expect, it } from 'vitest';
import { findings } from '../src/axe.ts';
import { usePages } from '../src/browser.ts';
import { demoPerson } from '../src/people.ts';

const pages = usePages();

const frames = ['query', 'ofAVeryLongNameThatNobodyWouldGive', 'run'].map((fn, index) => ({
  fn,
  file: 'node_modules/some-package/lib/dialects/of-a-deep-folder/query.js',
  line: 12_345 + index,
  column: 99,
}));
const report = {
  kind: 'error',
  name: 'TypeError',
  message: 'Cannot read properties of undefined',
  release: 'a1',
  page: '/',
  frames,
  breadcrumbs: [{ agoMs: 1_200, kind: 'call', name: 'messages.send', outcome: 'ok' }],
};

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  it.each([1440, 390])('shows whoever administrates all of each page at %i, and axe finds nothing', async (width) => {
    const nora = await demoPerson('nora');
    await nora.api('POST', '/reports', report);
    const viewport = { width, height: 844 };
    const { context, page } = await pages.open({ viewport, colorScheme, reducedMotion: 'reduce' });
    await nora.enter(context);
    const look = async (what: string) => {
      expect(await findings(page), what).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), what).toBeLessThanOrEqual(width);
    };
    await page.goto('/admin/live');
    await page.locator('.plot canvas').first().waitFor();
    await look('now');
    await page.getByRole('button', { name: 'As a table' }).first().click();
    await look('now, as a table');
    await page.goto('/admin/people');
    await page.locator('.plot canvas').first().waitFor();
    await look('people');
    await page.goto('/admin/errors');
    await page
      .getByRole('link', { name: /TypeError Cannot read/ })
      .first()
      .click();
    await page.locator('summary').first().click();
    await look('an error');
    const cut = await page.locator('pre').evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth));
    expect(cut.length, 'a step of the stack goes on beyond the edge').toBe(0);
  });
});
