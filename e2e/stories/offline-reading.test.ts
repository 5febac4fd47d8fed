import type { BrowserContext, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { usePages } from '../src/browser.ts';
import { chatOn, until } from '../src/chat.ts';
import { countSaved, installed, remembered, saved } from '../src/disk.ts';
import { useFront } from '../src/front.ts';
import { makePerson, type Person, talk } from '../src/people.ts';

const pages = usePages();
const front = useFront();

/** Ada has read a conversation with Bob in an application that is installed. */
async function reading(options: { permissions?: string[] } = {}) {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const conversation = await talk(ada, bob, 'Good morning', 'Morning, Ada', 'Is the crane there?');
  const { context, page } = await pages.open({ baseURL: front.address, ...options });
  await ada.enter(context);
  const chat = chatOn(page);
  await chat.open(conversation);
  await chat.row('Is the crane there?').waitFor();
  await installed(page);
  await saved(page, 3);
  return { ada, bob, conversation, context, page, chat };
}

async function contentsFor(person: Person, conversation: string): Promise<string[]> {
  const { messages } = await person.api<{ messages: { content: string | null }[] }>(
    'GET',
    `/conversations/${conversation}/messages`,
  );
  return messages.flatMap(({ content }) => content ?? []);
}
const times = async (person: Person, conversation: string, content: string) =>
  (await contentsFor(person, conversation)).filter((one) => one === content).length;

it('opens without a network, shows what was read, takes what is written, and sends it once when the network is back', async () => {
  const { bob, conversation, context, page } = await reading();
  front.down();
  await page.close();

  const offline = chatOn(await context.newPage());
  await offline.page.goto('/');
  await offline.rail().getByText('Bob').first().click();
  for (const words of ['Good morning', 'Morning, Ada', 'Is the crane there?']) await offline.row(words).waitFor();
  await offline.page.getByText(/^Saved on this device, as of \d\d:\d\d$/).waitFor();
  await offline.say('written without a network');
  await offline.row('written without a network').waitFor();
  await offline.page.reload();
  await offline.row('written without a network').waitFor();
  await offline.row('Good morning').waitFor();

  await bob.api('POST', `/conversations/${conversation}/messages`, { id: crypto.randomUUID(), content: 'Since six' });
  await front.up();
  await offline
    .row('written without a network')
    .getByRole('button', { name: /^(Sent|Delivered)/ })
    .waitFor({ timeout: 60_000 });
  await offline.row('Since six').waitFor();
  await until(async () => (await offline.page.getByText(/^Saved on this device/).count()) === 0, 'the mark goes');
  expect(await times(bob, conversation, 'written without a network')).toBe(1);
  expect(pages.complaints()).toEqual([]);
}, 120_000);

it('sends a message once although its page was killed before the answer came', async () => {
  const { bob, conversation, context, page, chat } = await reading();
  front.swallowAnswers(true);
  await chat.say('killed in the middle');
  await until(async () => (await times(bob, conversation, 'killed in the middle')) === 1, 'it has arrived');
  await page.close({ runBeforeUnload: false });
  front.swallowAnswers(false);

  const again = chatOn(await context.newPage());
  await again.open(conversation);
  await again
    .row('killed in the middle')
    .getByRole('button', { name: /^(Sent|Delivered)/ })
    .waitFor({ timeout: 60_000 });
  expect(await again.row('killed in the middle').count()).toBe(1);
  expect(await times(bob, conversation, 'killed in the middle')).toBe(1);
}, 120_000);

it('keeps what is unsent when the session ended meanwhile, and sends it after its owner signed in again', async () => {
  const { ada, bob, conversation, page, chat } = await reading();
  front.down();
  await chat.say('said while the session ended');
  await chat.row('said while the session ended').waitFor();
  await ada.api('DELETE', '/sessions/current');
  await front.up();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor({ timeout: 60_000 });
  expect(await times(bob, conversation, 'said while the session ended')).toBe(0);
  await dialog.getByLabel('Password', { exact: true }).fill(ada.password);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await chat
    .row('said while the session ended')
    .getByRole('button', { name: /^(Sent|Delivered)/ })
    .waitFor({ timeout: 60_000 });
  expect(await times(bob, conversation, 'said while the session ended')).toBe(1);
}, 120_000);

it('shows the second person of a browser nothing of the first, also without a network, and leaves her full outbox alone', async () => {
  const { ada, bob, conversation, context, page, chat } = await reading();
  front.down();
  for (let number = 1; number <= 5; number += 1) await chat.say(`kept ${number}`);
  await chat.row('kept 5').waitFor();
  await page.close();

  await front.up();
  const eve = await makePerson('Eve');
  await context.clearCookies();
  await eve.enter(context);
  const hers = await context.newPage();
  await hers.goto('/');
  await hers.getByText('Eve').first().waitFor();
  await until(async () => (await countSaved(hers)) === 0, 'nothing that Ada read is on the disk');
  await remembered(hers, eve.id);
  front.down();
  await hers.reload();
  await hers.getByText('Eve').first().waitFor();
  await hers.goto(`/c/${conversation}`);
  await hers.getByText('Eve').first().waitFor({ state: 'attached' });
  expect(await hers.getByText(/Good morning|kept \d|Bob/).count()).toBe(0);
  await hers.close();

  await front.up();
  expect((await contentsFor(bob, conversation)).filter((one) => one.startsWith('kept'))).toEqual([]);
  await context.clearCookies();
  await ada.enter(context);
  const back = chatOn(await context.newPage());
  await back.open(conversation);
  await back
    .row('kept 5')
    .getByRole('button', { name: /^(Sent|Delivered)/ })
    .waitFor({ timeout: 60_000 });
  const kept = (await contentsFor(bob, conversation)).filter((one) => one.startsWith('kept'));
  expect(kept).toEqual([1, 2, 3, 4, 5].map((number) => `kept ${number}`));
}, 120_000);

it('lets a newer version wait, and loses no draft when it is let in', async () => {
  const { page, chat } = await reading();
  await page.reload();
  await chat.row('Good morning').waitFor();
  front.release();
  await page.evaluate(async () => {
    await (await navigator.serviceWorker.getRegistration())?.update();
  });
  const note = page.getByRole('button', { name: /A new version is ready/ });
  await note.waitFor();
  await chat.composer().fill('half a though');
  await chat.composer().press('t');
  const loaded = page.waitForEvent('load');
  await note.click();
  await loaded;
  await chat.row('Good morning').waitFor();
  await until(async () => (await chat.composer().inputValue()) === 'half a thought', 'the draft is back');
  await until(async () => (await note.count()) === 0, 'nothing newer waits');
}, 60_000);

/** Lets the browser call the worker as it does when a network has come back. */
async function callWorker(context: BrowserContext, page: Page, tag: string): Promise<void> {
  const devtools = await context.newCDPSession(page);
  const registration = new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find(({ scopeURL }) => scopeURL.startsWith(front.address));
      if (ours) resolve(ours.registrationId);
    });
  });
  await devtools.send('ServiceWorker.enable');
  const origin = front.address;
  const registrationId = await registration;
  await devtools.send('ServiceWorker.dispatchSyncEvent', { origin, registrationId, tag, lastChance: false });
}

const tagsOf = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    return (registration as unknown as { sync: { getTags(): Promise<string[]> } }).sync.getTags();
  });

it('sends what a closed tab has left, by the worker alone, and not beside a tab that is open', async () => {
  const { ada, bob, conversation, context, page, chat } = await reading({ permissions: ['background-sync'] });
  front.down();
  await chat.say('left by a closed tab');
  await chat.row('left by a closed tab').waitFor();
  // It is asked for once the entry is on the disk, a moment after its row is seen.
  await until(async () => (await tagsOf(page)).join() === `parley-send/${ada.id}`, 'the browser is asked to call');

  const empty = await context.newPage();
  await empty.goto('about:blank');
  await page.close();
  await front.up();
  expect(await times(bob, conversation, 'left by a closed tab')).toBe(0);
  // A page that is going still has the lock for a moment: the browser calls again.
  await until(async () => {
    await callWorker(context, empty, `parley-send/${ada.id}`);
    return (await times(bob, conversation, 'left by a closed tab')) > 0;
  }, 'it is sent without a page');
  // It is on the record a moment before the worker has its answer: a page that came between would ask for it once more.
  const [worker] = context.serviceWorkers();
  await until(
    async () => (await worker?.evaluate(async () => (await navigator.locks.query()).held?.length)) === 0,
    'the worker is done',
  );
  const sends = front.sends();

  // A page that is open has the lock: called once more, the worker does nothing beside it.
  const open = chatOn(await context.newPage());
  await open.open(conversation);
  await open
    .row('left by a closed tab')
    .getByRole('button', { name: /^(Sent|Delivered)/ })
    .waitFor();
  await callWorker(context, empty, `parley-send/${ada.id}`);
  expect(await times(bob, conversation, 'left by a closed tab')).toBe(1);
  expect(front.sends()).toBe(sends);
}, 120_000);
