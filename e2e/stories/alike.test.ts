import { seededRandom } from '@parley/backend/demo/random.ts';
import { expect, it } from 'vitest';
import { usePages } from '../src/browser.ts';
import { until } from '../src/chat.ts';
import { makePerson, talk, tell } from '../src/people.ts';
import { shownOn } from '../src/shown.ts';
import { visit } from '../src/visit.ts';

const pages = usePages();

/** Another one by `SEED`: the same acts in the same order, as far as pages let them. */
const seed = Number(process.env.SEED ?? 29);

it('shows the same on two devices and after a reload, whatever was said, taken back and cut off before', async () => {
  const random = seededRandom(seed);
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  const [ada, bob, cem] = [await makePerson('Ada'), await makePerson('Bob'), await makePerson('Cem')];
  const [group, other] = [crypto.randomUUID(), crypto.randomUUID()];
  await ada.api('POST', '/conversations', { id: group, kind: 'group', title: 'All', userIds: [bob.id, cem.id] });
  await bob.api('POST', '/conversations', { id: other, kind: 'group', title: 'Others', userIds: [ada.id] });
  const rooms = [await talk(ada, bob, 'Good morning'), group, other];
  const devices = [await visit(pages, ada, group), await visit(pages, ada, group), await visit(pages, bob, group)];
  type Device = (typeof devices)[number];
  for (const { page } of devices) {
    page.setDefaultTimeout(3_000);
    // A page is loaded anew without a network only once its worker has its files.
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  }
  let said = 0;

  const go = ({ page }: Device, room: string) => page.locator(`[data-conversation="${room}"]`).click();
  const member = `/conversations/${group}/participants`;
  const acts: Record<string, (device: Device) => Promise<unknown>> = {
    say: ({ chat }) => chat.say(`${pick(['words', 'two\nlines', 'https://example.org/'])} ${++said}`),
    edit: async ({ chat, page }) => {
      await chat.composer().fill('');
      await chat.composer().press('ArrowUp');
      const words = page.getByRole('textbox', { name: 'Edit the message' });
      if (await words.isVisible()) await words.fill(`edited ${++said}`);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Escape');
    },
    remove: async ({ page }) => {
      await page.locator('[data-row].is-own').last().focus({ timeout: 500 });
      await page.keyboard.press('Delete');
      await page.getByRole('button', { name: 'Delete', exact: true }).click({ timeout: 500 });
    },
    go: (device) => go(device, pick(rooms)),
    cut: ({ context }) => context.setOffline(true),
    mend: ({ context }) => context.setOffline(false),
    reload: ({ page }) => page.reload(),
    anotherTab: async ({ context }) => {
      const tab = await context.newPage();
      await tab.goto(`/c/${pick(rooms)}`);
      await tab.getByRole('textbox', { name: /^Write to/ }).waitFor();
      await tab.close();
    },
    hear: () => tell(cem, group, `from outside ${++said}`),
    rename: () => ada.api('PATCH', `/conversations/${group}`, { title: pick(['All', 'Everybody']) }),
    takeOut: () => ada.api('DELETE', `${member}/${cem.id}`),
    takeIn: () => ada.api('POST', member, { userIds: [cem.id] }),
  };

  for (let step = 0; step < 30; step += 1) {
    // What cannot be done just now (nothing to delete, no network to load from, not a member) is not done.
    await acts[pick(Object.keys(acts))]?.(pick(devices)).catch(() => undefined);
  }

  for (const { context } of devices) await context.setOffline(false);
  for (const room of [...rooms, pick(rooms)]) {
    for (const device of devices) {
      await device.page.keyboard.press('Escape');
      await go(device, room);
      await device.chat.composer().fill('');
      // To the end: what one has not seen is not read.
      await device.page.getByRole('region', { name: /^Messages/ }).press('End');
    }
  }
  const shown = () => Promise.all(devices.map(({ page }) => shownOn(page)));
  const isSame = (one: unknown, two: unknown) => JSON.stringify(one) === JSON.stringify(two);
  const alike = async () => {
    const [one, two] = await shown();
    return isSame(one, two);
  };
  await until(alike, `two devices show the same (seed ${seed})`).catch(() => undefined);
  const before = await shown();
  expect(before[0], `two devices, seed ${seed}`).toEqual(before[1]);
  expect(before[0]?.length).toBeGreaterThan(rooms.length);

  for (const { page } of devices) await page.reload();
  const asBefore = async () => isSame(await shown(), before);
  await until(asBefore, `after a reload it is as before (seed ${seed})`).catch(() => undefined);
  expect(await shown(), `after a reload, seed ${seed}`).toEqual(before);
  expect(pages.complaints()).toEqual([]);
}, 120_000);
