import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import { usePages } from '../src/browser.ts';
import { busy } from '../src/scenes.ts';

const pages = usePages();

/** What the API says as the one whom the page has signed in. */
async function counted(page: Page, conversation: string): Promise<number> {
  let count = 0;
  for (let after = 0; ; ) {
    const path = `/api/v1/conversations/${conversation}/messages?afterSeq=${after}&limit=100`;
    const answer = await page.request.get(`${inject('origin')}${path}`);
    const body = (await answer.json()) as {
      upTo: number;
      asOf: number;
      messages: { kind: string; deletedAt: string | null }[];
    };
    count += body.messages.filter(({ kind, deletedAt }) => kind === 'text' && deletedAt === null).length;
    if (body.upTo >= body.asOf) return count;
    after = body.upTo;
  }
}

it('takes the busy conversation along as a page that opens and searches without a network, with every message in it', async () => {
  const { page } = await pages.open({ acceptDownloads: true });
  await page.goto('/');
  await page.getByLabel('Username').fill('nora');
  await page.getByLabel('Password', { exact: true }).fill('harbour-lights');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: busy }).first().click();
  await page.waitForURL(/\/c\//);
  const conversation = /\/c\/([^/]+)/.exec(page.url())?.[1] ?? '';
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await dialog.getByRole('button', { name: 'Export' }).click();
  const button = dialog.getByRole('button', { name: /^Download/ });
  await button.waitFor({ timeout: 60_000 });
  // Closed before it was fetched, it is found again.
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await dialog.getByRole('region', { name: 'Begun before' }).getByRole('button', { name: /^Page/ }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);

  const folder = await mkdtemp(join(tmpdir(), 'parley-exported-'));
  try {
    const file = join(folder, download.suggestedFilename());
    await download.saveAs(file);
    const { context, page: opened } = await pages.open();
    await context.setOffline(true);
    await opened.goto(pathToFileURL(file).href);
    const told = ((await opened.locator('#facts').textContent()) ?? '').match(/([\d,]+) messages/)?.[1] ?? '';
    expect(Number(told.replaceAll(',', ''))).toBe(await counted(page, conversation));
    await opened.getByRole('searchbox', { name: 'Search' }).fill('Who can open the gate at six?');
    await opened.locator('#hits li').first().waitFor();
    expect(await opened.locator('#hits li').first().textContent()).toContain('Who can open the gate at six?');
  } finally {
    await rm(folder, { recursive: true });
  }
  expect(pages.complaints()).toEqual([]);
});
