import { expect, it } from 'vitest';
import { usePages } from '../src/browser.ts';
import { chatOn, until } from '../src/chat.ts';
import { makePerson, talk, tell } from '../src/people.ts';
import { visit } from '../src/visit.ts';

const pages = usePages();

it('gives the focus back to the button of a row’s menu, by whichever key that was left', async () => {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const { page, chat } = await visit(pages, ada, await talk(ada, bob, 'Good morning'));
  const more = chat.row('Good morning').getByRole('button', { name: 'More' });
  await chat.row('Good morning').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  for (const leave of ['Escape', 'Enter']) {
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Copy text' }).waitFor();
    await page.keyboard.press(leave);
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await until(() => more.evaluate((one) => one === document.activeElement), `the button has it after ${leave}`);
  }
  expect(pages.complaints()).toEqual([]);
});

it('leaves the focus on the button of a row’s menu when the menu comes after it', async () => {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const { context, page } = await pages.open();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/RowMenu-*.js', async (route) => {
    await held;
    await route.continue();
  });
  await ada.enter(context);
  const chat = chatOn(page);
  await page.goto(`/c/${await talk(ada, bob, 'Good morning')}`);
  const more = chat.row('Good morning').getByRole('button', { name: 'More' });
  await chat.row('Good morning').focus();
  await more.focus();
  const standIn = await more.elementHandle();
  release();
  await until(async () => (await standIn?.evaluate((one) => one.isConnected)) === false, 'the menu is here');
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Copy text' }).waitFor();
  expect(pages.complaints()).toEqual([]);
});

it('sends what stood there at each Enter, however fast one types on', async () => {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const conversation = await talk(ada, bob, 'Good morning');
  const { page, chat } = await visit(pages, ada, conversation);
  await chat.row('Good morning').waitFor();
  const words = Array.from({ length: 12 }, (_, nth) => `word ${nth}`);
  await chat.composer().focus();
  for (const content of words) {
    await page.keyboard.type(content);
    await page.keyboard.press('Enter');
  }
  await chat.sent('word 11').waitFor();
  const { messages } = await ada.api<{ messages: { content: string | null }[] }>(
    'GET',
    `/conversations/${conversation}/messages`,
  );
  expect(messages.flatMap(({ content }) => content ?? [])).toEqual(['Good morning', ...words]);
  expect(await chat.composer().inputValue()).toBe('');
});

it('leaves the letters alone that an input method composes while the words before them are still being written down', async () => {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const conversation = await talk(ada, bob, 'Good morning');
  const { context, page } = await pages.open();
  // A slow disk: what is written is durable a second later.
  await context.addInitScript(() => {
    const listen = IDBTransaction.prototype.addEventListener;
    IDBTransaction.prototype.addEventListener = function (this: IDBTransaction, kind: string, listener: EventListener) {
      const late = (event: Event) => setTimeout(() => listener.call(this, event), 1_000);
      listen.call(this, kind, kind === 'complete' && this.mode === 'readwrite' ? late : listener);
    };
  });
  await ada.enter(context);
  const chat = chatOn(page);
  await page.goto(`/c/${conversation}`);
  await chat.sent('Good morning').waitFor();
  const keyboard = await context.newCDPSession(page);
  const compose = (text: string) =>
    keyboard.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  await chat.composer().focus();
  await page.keyboard.type('first');
  await page.keyboard.press('Enter');
  await compose('に');
  // Sent, hence durable; what is composed has not ended.
  await chat.sent('first').waitFor();
  expect(await chat.composer().inputValue()).toBe('firstに');
  await compose('にほん');
  await keyboard.send('Input.insertText', { text: '日本' });
  await until(async () => (await chat.composer().inputValue()) === '日本', 'what was composed stands there alone');
  await page.keyboard.press('Enter');
  await chat.sent('日本').waitFor();
  const { messages } = await ada.api<{ messages: { content: string | null }[] }>(
    'GET',
    `/conversations/${conversation}/messages`,
  );
  expect(messages.slice(-2).map(({ content }) => content)).toEqual(['first', '日本']);
});

it('says all of what a phone has room for: that it is offline, and who has read', async () => {
  const ada = await makePerson('Ada');
  const others = await Promise.all(['Bob', 'Cem', 'Dora', 'Eve', 'Finn'].map((name) => makePerson(name)));
  const id = crypto.randomUUID();
  const userIds = others.map((one) => one.id);
  await ada.api('POST', '/conversations', { kind: 'group', id, title: 'Hall', userIds });
  const { context, page, chat } = await visit(pages, ada, id, { viewport: { width: 360, height: 740 } });
  const [bob] = others;
  if (bob) await tell(bob, id, 'hello, all of you');
  await chat.row('hello').waitFor();
  type Page = { epoch: string; messages: { seq: number }[] };
  const { epoch, messages } = await ada.api<Page>('GET', `/conversations/${id}/messages`);
  const readSeq = messages.at(-1)?.seq;
  const body = { epoch, deliveredSeq: readSeq, readSeq };
  for (const one of others) await one.api('PUT', `/conversations/${id}/receipt`, body);
  const readers = page.getByRole('img', { name: /^Read up to here: .*, .*, .*, / });
  await readers.waitFor();
  const edges = () => readers.locator('*').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().right));
  expect(Math.max(...(await edges()))).toBeLessThanOrEqual(352);

  await context.setOffline(true);
  const banner = page.locator('.ui-banner');
  for (const words of ['What you write is kept', '1 kept here']) {
    await banner.getByText(words, { exact: true }).waitFor();
    for (const width of [360, 320]) {
      await page.setViewportSize({ width, height: 740 });
      const cut = await banner.evaluate((one) =>
        [...one.querySelectorAll('*')].some(
          (part) => getComputedStyle(part).overflowX === 'hidden' && part.scrollWidth > part.clientWidth,
        ),
      );
      expect(cut, `${words} at ${width}`).toBe(false);
    }
    await chat.say('kept for later');
  }
});

it('shows where one writes, what is chosen and what is sent where the system forces its own colours', async () => {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const conversation = await talk(ada, bob, 'Good morning');
  const { context, page, chat } = await visit(pages, ada, conversation, { forcedColors: 'active' });
  await chat.sent('Good morning').waitFor();
  const answers = page.getByRole('group', { name: 'Keep all of it on this device' }).locator('span');
  await answers.first().waitFor();
  await context.setOffline(true);
  await chat.say('not sent yet');
  const border = (content: string) =>
    chat
      .row(content)
      .locator('.ui-row-words')
      .evaluate((one) => getComputedStyle(one).borderTopStyle);
  await chat.row('not sent yet').waitFor();
  expect([await border('Good morning'), await border('not sent yet')]).toEqual(['solid', 'dashed']);
  const outline = (one: Element) => getComputedStyle(one).outlineStyle;
  await chat.composer().blur();
  expect(await page.locator('.ui-composer-box').evaluate(outline)).toBe('solid');
  expect(await answers.evaluateAll((all) => all.map((one) => getComputedStyle(one).outlineStyle))).toEqual([
    'solid',
    'none',
  ]);
});

it('goes through the parts of the page by Ctrl+F6, and back with Shift', async () => {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const { page, chat } = await visit(pages, ada, await talk(ada, bob, 'Good morning', 'Morning, Ada'));
  await chat.sent('Good morning').waitFor();
  await page.getByRole('button', { name: 'Export' }).waitFor();
  await chat.composer().focus();
  const part = () =>
    page.evaluate(() => {
      const parts = ['ui-timeline', 'ui-foot', 'ui-details', 'ui-rail', 'ui-bar'];
      return parts.find((one) => document.activeElement?.closest(`.${one}`));
    });
  const walk = async (keys: string) => {
    const seen: (string | undefined)[] = [];
    for (let steps = 0; steps < 5; steps++) {
      const before = await part();
      await page.keyboard.press(keys);
      await until(async () => (await part()) !== before, `${keys} leads on from ${before}`);
      seen.push(await part());
    }
    return seen;
  };
  const on = ['ui-details', 'ui-rail', 'ui-bar', 'ui-timeline', 'ui-foot'];
  expect(await walk('Control+F6')).toEqual(on);
  expect(await walk('Control+Shift+F6')).toEqual(['ui-timeline', 'ui-bar', 'ui-rail', 'ui-details', 'ui-foot']);
  expect(await chat.composer().evaluate((one) => one === document.activeElement)).toBe(true);
  // What is not seen is passed over.
  await page.setViewportSize({ width: 390, height: 844 });
  await page.keyboard.press('Control+Shift+F6');
  const row = chat.row('Morning, Ada');
  await until(() => row.evaluate((one) => one === document.activeElement), 'the last row has the focus');
});

it('leaves the focus where one writes when it has led to the latest', async () => {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const conversation = await talk(ada, bob, ...Array.from({ length: 30 }, (_, nth) => `line ${nth}`));
  const { page, chat } = await visit(pages, ada, conversation);
  await chat.row('line 2').first().waitFor();
  await page.getByRole('button', { name: /^Jump to the latest/ }).press('Enter');
  await chat.row('line 29').waitFor();
  await page.getByRole('button', { name: /^Jump to the latest/ }).waitFor({ state: 'detached' });
  expect(await chat.composer().evaluate((one) => one === document.activeElement)).toBe(true);
});
