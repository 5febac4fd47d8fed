import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { usePages } from '../src/browser.ts';
import { chatOn, until } from '../src/chat.ts';
import { makePerson, type Person } from '../src/people.ts';

const pages = usePages();
let ada: Person;
let bob: Person;
let conversation: string;
const ids: string[] = [];

beforeAll(async () => {
  ada = await makePerson('Ada');
  bob = await makePerson('Bob');
  conversation = crypto.randomUUID();
  await ada.api('POST', '/conversations', { kind: 'direct', id: conversation, userId: bob.id });
  for (let index = 0; index < 130; index++) {
    const id = crypto.randomUUID();
    ids.push(id);
    const content = `line ${index} ${'and some more words '.repeat(index % 7)}`;
    await (index % 2 ? ada : bob).api('POST', `/conversations/${conversation}/messages`, { id, content });
  }
  await ada.api('PUT', `/conversations/${conversation}/receipt`, { epoch: await epochOf(ada), readSeq: 131 });
});

async function epochOf(person: Person): Promise<string> {
  return (await person.api<{ epoch: string }>('GET', `/conversations/${conversation}`)).epoch;
}

/** The row in the middle of the view, and where it stands. */
const middle = (page: Page) =>
  page.evaluate(() => {
    const view = document.querySelector('[role=region][aria-label^="Messages"]');
    if (!view) throw new Error('no messages on the page');
    const { top, height } = view.getBoundingClientRect();
    const rows = [...view.querySelectorAll('[data-row]')];
    const row = rows.find((one) => one.getBoundingClientRect().bottom > top + height / 2);
    return { id: row?.getAttribute('data-row') ?? '', top: row?.getBoundingClientRect().top ?? 0 };
  });

const topOf = (page: Page, id: string) =>
  page.evaluate((row) => document.querySelector(`[data-row="${row}"]`)?.getBoundingClientRect().top ?? null, id);

async function readingInTheMiddle(): Promise<Page> {
  const { context, page } = await pages.open();
  await ada.enter(context);
  const chat = chatOn(page);
  await chat.open(conversation);
  await chat.row('line 129').waitFor();
  const view = page.getByRole('region', { name: /^Messages/ });
  await view.hover();
  await page.mouse.wheel(0, -900);
  await page.waitForFunction(() => {
    const region = document.querySelector('[role=region][aria-label^="Messages"]');
    return region && region.scrollHeight - region.scrollTop - region.clientHeight > 600;
  });
  await settled(page);
  return page;
}

/** Until the row in the middle stands still for a while. */
async function settled(page: Page): Promise<void> {
  let last = '';
  let same = 0;
  await until(async () => {
    const now = JSON.stringify(await middle(page));
    same = now === last ? same + 1 : 0;
    last = now;
    return same >= 6;
  }, 'the page stands still');
}

it('does not move what is read when something arrives below', async () => {
  const page = await readingInTheMiddle();
  const before = await middle(page);
  const id = crypto.randomUUID();
  await bob.api('POST', `/conversations/${conversation}/messages`, { id, content: 'arrives below' });
  await page.getByRole('button', { name: /latest.*1 new/i }).waitFor();
  expect(await topOf(page, before.id)).toBe(before.top);
});

it('does not move what is read when a message above is deleted or edited', async () => {
  const page = await readingInTheMiddle();
  const before = await middle(page);
  const above = ids.indexOf(before.id) - 6;
  const [gone, changed] = [ids[above - (above % 2)], ids[above - (above % 2) - 2]];
  await bob.api('DELETE', `/conversations/${conversation}/messages/${gone}`);
  await bob.api('PATCH', `/conversations/${conversation}/messages/${changed}`, {
    content: `edited ${'into something much longer '.repeat(12)}`,
    version: 1,
  });
  await settled(page);
  expect(Math.abs(((await topOf(page, before.id)) ?? Number.NaN) - before.top)).toBeLessThanOrEqual(1);
});

it('does not move what is read when older pages come', async () => {
  const page = await readingInTheMiddle();
  const view = page.getByRole('region', { name: /^Messages/ });
  await view.hover();
  // Up to where the next page is being asked for; then what is read must stay as the page comes in above it.
  for (let step = 0; step < 12; step++) {
    await page.mouse.wheel(0, -700);
    await settled(page);
    const before = await middle(page);
    await settled(page);
    expect(await topOf(page, before.id)).toBe(before.top);
  }
  await page.getByText('line 0', { exact: false }).first().waitFor();
});

it('keeps the last message in view when the window gets smaller', async () => {
  const { context, page } = await pages.open();
  await ada.enter(context);
  const chat = chatOn(page);
  await chat.open(conversation);
  await chat.row('arrives below').waitFor();
  await settled(page);
  await page.setViewportSize({ width: 700, height: 500 });
  await settled(page);
  const box = await chat.row('arrives below').boundingBox();
  const composer = await chat.composer().boundingBox();
  expect(box && composer && box.y + box.height <= composer.y + 1).toBe(true);
});

it('keeps the last message in view when a long draft is replaced by a longer one', async () => {
  const { context, page } = await pages.open();
  await ada.enter(context);
  const chat = chatOn(page);
  await chat.open(conversation);
  await chat.row('arrives below').waitFor();
  const lines = (count: number) => Array.from({ length: count }, (_, nth) => `line ${nth}`).join('\n');
  await chat.composer().fill(lines(9));
  await settled(page);
  await chat.composer().press('Control+a');
  await page.keyboard.insertText(lines(20));
  await settled(page);
  const box = await chat.row('arrives below').boundingBox();
  const composer = await chat.composer().boundingBox();
  expect(box && composer && box.y + box.height <= composer.y + 1).toBe(true);
  await chat.composer().fill('');
});

it.each([
  ['lower', { width: 1440, height: 700 }],
  ['narrower', { width: 1240, height: 900 }],
])('does not move what is read when the window gets %s', async (_, size) => {
  const page = await readingInTheMiddle();
  const before = await middle(page);
  await page.setViewportSize(size);
  await settled(page);
  expect(Math.abs(((await topOf(page, before.id)) ?? Number.NaN) - before.top)).toBeLessThanOrEqual(1);
});
