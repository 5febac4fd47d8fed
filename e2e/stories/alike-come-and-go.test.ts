import { seededRandom } from '@parley/backend/demo/random.ts';
import { expect, it } from 'vitest';
import { usePages } from '../src/browser.ts';
import { chatOn, until } from '../src/chat.ts';
import { demoPerson, makePerson, type Person, talk, tell } from '../src/people.ts';
import { shownOn } from '../src/shown.ts';
import { visit } from '../src/visit.ts';

const pages = usePages();

/** Another one by `SEED`: the same acts in the same order, as far as pages let them. */
const seed = Number(process.env.SEED ?? 7);

interface Line {
  readonly conversation: { readonly id: string; readonly title: string | null };
  readonly me: { readonly unread: { readonly count: number }; readonly unreadMarkSeq: number | null };
}
interface Inside {
  readonly epoch: string;
  readonly asOf: number;
  readonly participants: readonly { readonly user: { readonly id: string }; readonly readSeq: number }[];
}
interface Message {
  readonly seq: number;
  readonly content: string | null;
}

it('shows the same in three tabs and on another device, whoever came and went and whatever was closed, marked and removed', async () => {
  const random = seededRandom(seed);
  const upTo = (number: number) => 1 + Math.floor(random() * number);
  const pick = <T>(of: readonly T[]): T => of[upTo(of.length) - 1] as T;
  const [ada, bob, cem] = [await makePerson('Ada'), await makePerson('Bob'), await makePerson('Cem')];
  // Ines has a group whose words are days old, so that there is something for retention; Nora administrates.
  const [ines, nora] = [await demoPerson('ines'), await demoPerson('nora')];
  const { conversations } = await ines.api<{ conversations: Line[] }>('GET', '/conversations');
  const old =
    conversations.find(({ conversation }) => conversation.title === 'Timber and stock')?.conversation.id ?? '';
  const young = crypto.randomUUID();
  const people = (room: string) => `/conversations/${room}/participants`;
  const all = { userIds: [ada.id, bob.id, cem.id] };
  await ines.api('POST', people(old), all);
  await ines.api('POST', '/conversations', { id: young, kind: 'group', title: 'All', ...all });
  const groups = [old, young];
  const rooms = [await talk(ada, bob, 'Good morning'), ...groups];

  const desk = await visit(pages, ada, young);
  const tab = async (room: string) => {
    const page = await desk.context.newPage();
    await page.goto(`/c/${room}`);
    return { context: desk.context, page, chat: chatOn(page) };
  };
  const hers = [desk, await tab(old), await tab(young), await visit(pages, ada, old)];
  const devices = [...hers, await visit(pages, bob, young)];
  type Device = (typeof devices)[number];
  for (const { page } of devices) {
    page.setDefaultTimeout(3_000);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  }

  let said = 0;
  const herWords: string[] = [];
  const taken: string[] = [];
  const told: { readonly by: Person; readonly path: string; version: number }[] = [];
  const rowsOn = ({ page }: Device) => page.locator('[data-row]');
  const go = ({ page }: Device, room: string) =>
    page
      .locator(`[data-conversation="${room}"]`)
      .dispatchEvent('click')
      .then(() => page.waitForURL(new RegExp(room)));
  const acts: Record<string, (device: Device) => Promise<unknown>> = {
    async say(device) {
      const words = `words ${++said} of ${ada.username}`;
      await device.chat.say(words);
      await until(async () => (await device.chat.composer().inputValue()) === '', 'it is written down');
      if (hers.includes(device)) herWords.push(words);
    },
    async remove(device) {
      const row = rowsOn(device).and(device.page.locator('.is-own')).last();
      await row.focus({ timeout: 500 });
      taken.push((await row.getAttribute('aria-label')) ?? '');
      await device.page.keyboard.press('Delete');
      await device.page.getByRole('button', { name: 'Delete', exact: true }).click({ timeout: 500 });
    },
    async markUnread(device) {
      await rowsOn(device)
        .nth(upTo(await rowsOn(device).count()) - 1)
        .focus({ timeout: 500 });
      await device.page.keyboard.press('u');
    },
    draft: ({ chat }) => chat.composer().fill(`half a thought ${++said}`),
    go: (device) => go(device, pick(rooms)),
    cut: ({ context }) => context.setOffline(true),
    mend: ({ context }) => context.setOffline(false),
    reload: ({ page }) => page.reload(),
    async markElsewhere() {
      const room = pick(rooms);
      const { asOf } = await ada.api<Inside>('GET', `/conversations/${room}`);
      await ada.api('PUT', `/conversations/${room}/unread-mark`, { seq: pick([null, upTo(asOf)]) });
    },
    async readElsewhere() {
      const room = pick(rooms);
      const { epoch, asOf } = await ada.api<Inside>('GET', `/conversations/${room}`);
      await ada.api('PUT', `/conversations/${room}/receipt`, { epoch, readSeq: upTo(asOf) });
    },
    async hear() {
      const [by, room] = pick([
        [cem, old],
        [cem, young],
        [ines, old],
        [ines, young],
        [bob, rooms[0] ?? ''],
      ] as const);
      const id = crypto.randomUUID();
      await by.api('POST', `/conversations/${room}/messages`, { id, content: `told ${++said}` });
      told.push({ by, path: `/conversations/${room}/messages/${id}`, version: 1 });
    },
    async editTold() {
      const one = pick(told);
      await one.by.api('PATCH', one.path, { content: `told otherwise ${++said}`, version: one.version });
      one.version += 1;
    },
    async removeTold() {
      const { by, path } = pick(told);
      await by.api('DELETE', path);
    },
    archive: () => ada.api('PUT', `/conversations/${pick(rooms)}/my-archive`, { archived: pick([true, false]) }),
    close: () => ines.api('PUT', `/conversations/${pick(groups)}/archive`, { archived: pick([true, false]) }),
    rename: () => ines.api('PATCH', `/conversations/${young}`, { title: pick(['All', 'Everybody']) }),
    role: () => ines.api('PATCH', `${people(pick(groups))}/${pick(all.userIds)}`, { role: pick(['owner', 'member']) }),
    takeOut: () => ines.api('DELETE', `${people(pick(groups))}/${pick(all.userIds)}`),
    leave: () => ada.api('DELETE', `${people(pick(groups))}/${ada.id}`),
    takeIn: () => ines.api('POST', people(pick(groups)), { userIds: [pick([ada.id, pick(all.userIds)])] }),
    async retain() {
      const rule = pick([
        { archiveAfterDays: 1, deleteAfterDays: null },
        { archiveAfterDays: null, deleteAfterDays: 1 },
      ]);
      await ines.api('PUT', `/conversations/${old}/retention`, { rule });
      await nora.api('POST', '/admin/retention/runs', { id: crypto.randomUUID() });
    },
  };

  for (let step = 0; step < 40; step += 1) {
    // What cannot be done just now (nobody there to be taken out, no network to load from, no composer) is not done.
    await acts[pick(Object.keys(acts))]?.(pick(devices)).catch(() => undefined);
  }

  for (const { context, page } of devices) {
    page.setDefaultTimeout(20_000);
    await context.setOffline(false);
  }
  for (const room of groups) {
    await ines.api('PUT', `/conversations/${room}/archive`, { archived: false });
    await ines.api('POST', people(room), all);
  }
  for (const room of rooms) await tell(bob, room, 'All of you are here');

  // Drafts are of one browser, and what is being read has no number: without either, its lists are what the server says.
  for (const device of devices) {
    await device.page.keyboard.press('Escape');
    for (const room of rooms) {
      await go(device, room);
      await device.chat.composer().fill('');
      // What was refused while she was out, or it was closed, is hers to send again, from whichever tab is first.
      const again = device.page.locator('[data-row]').getByRole('button', { name: 'Retry', exact: true });
      for (const one of await again.all()) await one.click({ timeout: 3_000 }).catch(() => undefined);
    }
  }
  for (const { page } of hers) {
    await page.evaluate(() => {
      history.pushState(null, '', '/');
      dispatchEvent(new PopStateEvent('popstate'));
    });
  }
  const sameAs = async (ofEach: (device: Device) => Promise<unknown>, truth: () => Promise<unknown>, what: string) => {
    let [expected, seen]: [unknown, unknown[]] = [null, []];
    const isSame = async () => {
      [expected, seen] = [await truth(), await Promise.all(hers.map(ofEach))];
      return seen.every((one) => JSON.stringify(one) === JSON.stringify(expected));
    };
    await until(isSame, what).catch(() => undefined);
    for (const [nth, one] of seen.entries()) expect(one, `${what}, page ${nth + 1}, seed ${seed}`).toEqual(expected);
  };
  const counted = ({ page }: Device) =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('[data-conversation]')]
        .map(
          (line) =>
            `${line.dataset.conversation} ${line.querySelector('.ui-badge')?.lastElementChild?.textContent ?? ''}`,
        )
        .toSorted(),
    );
  const counts = async () => {
    const list = await ada.api<{ conversations: Line[] }>('GET', '/conversations');
    const words = ({ unread: { count }, unreadMarkSeq }: Line['me']) =>
      count > 0 ? `${count} unread` : unreadMarkSeq === null ? '' : 'marked as unread';
    return list.conversations.map(({ conversation, me }) => `${conversation.id} ${words(me)}`).toSorted();
  };
  await sameAs(counted, counts, 'all lists count what the server counts');

  const first = () => shownOn(desk.page);
  const contents: (string | null)[] = [];
  for (const room of rooms) {
    for (const device of devices) {
      await go(device, room);
      await device.page.getByRole('region', { name: /^Messages/ }).press('End');
    }
    const isRead = async () => {
      const { participants, asOf } = await ada.api<Inside>('GET', `/conversations/${room}`);
      const both = participants.filter(({ user }) => user.id === ada.id || user.id === bob.id);
      return both.every(({ readSeq }) => readSeq === asOf);
    };
    await until(isRead, `what is in sight is read (seed ${seed})`);
    await sameAs(({ page }) => shownOn(page), first, 'all pages show the same');
    const { messages } = await ada.api<{ messages: Message[] }>('GET', `/conversations/${room}/messages?limit=100`);
    const numbers = (await first()).filter((line) => line.startsWith('row')).map((row) => row.split(' | ')[1]);
    // Rows far above the window are not drawn.
    expect(numbers).toEqual(messages.slice(-numbers.length).map(({ seq }) => String(seq)));
    contents.push(...messages.map(({ content }) => content));
  }
  for (const words of herWords) {
    const times = contents.filter((content) => content === words).length;
    if (!taken.some((label) => label.includes(words))) expect(times, `${words}, seed ${seed}`).toBe(1);
  }

  const before = await first();
  for (const { page } of hers) await page.reload();
  await sameAs(
    ({ page }) => shownOn(page),
    async () => before,
    'after a reload it is as before',
  );
  expect(pages.complaints()).toEqual([]);
}, 240_000);
