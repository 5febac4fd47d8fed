import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { usePages } from '../src/browser.ts';
import { openLongLine } from '../src/long-line.ts';

const pages = usePages();

/** Turns the wheel up, without a rest, by so many steps. */
async function turnUp(page: Page, steps: number, by = 60): Promise<void> {
  for (let step = 0; step < steps; step += 1) await page.mouse.wheel(0, -by);
}

const pointedAt = (page: Page) => page.locator('[data-row]:hover').count();

it('points at no row that only goes by, and at the one in hand as soon as the pointer moves', async () => {
  const { page, line } = await openLongLine(pages, 'first of all', {});
  await line.hover();
  await expect.poll(() => pointedAt(page)).toBe(1);

  let most = 0;
  for (let go = 0; go < 10; go += 1) {
    await turnUp(page, 3);
    if (go > 5) most = Math.max(most, await pointedAt(page));
  }
  expect(most).toBe(0);

  const box = await line.boundingBox();
  if (!box) throw new Error('no line on the page');
  await page.mouse.move(box.x + box.width / 2 + 5, box.y + box.height / 2, { steps: 3 });
  await expect.poll(() => pointedAt(page)).toBe(1);
  await page.getByRole('button', { name: /^(Edit|Copy text)$/ }).waitFor();
});

it('asks for the page before as soon as somebody goes up, not only near the top, and for none while nobody does', async () => {
  const { page, line } = await openLongLine(pages, 'first of all', {});
  const height = () => line.evaluate((element) => element.scrollHeight);
  const opened = await height();
  await line.hover();
  expect(await height()).toBe(opened);

  await page.mouse.wheel(0, -600);
  await expect.poll(height).toBeGreaterThan(opened * 1.5);
  expect(await line.evaluate((element) => element.scrollTop)).toBeGreaterThan(600);
});
