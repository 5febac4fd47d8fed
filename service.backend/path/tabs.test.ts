import { randomUUID } from 'node:crypto';
import type { Draft } from '@parley/client/chat-client/outbox/drafts.ts';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { startTestService, type TestService } from '../src/testing/service.ts';
import { createBrowser, openProfile, type Profile } from './node-client.ts';

const password = 'correct horse battery staple';
let service: TestService;
const open: Profile[] = [];

beforeAll(async () => {
  service = await startTestService();
});
afterEach(async () => {
  for (const profile of open.splice(0)) await profile.close();
});
afterAll(() => service.close());

async function tabOf(browser: ReturnType<typeof createBrowser>, isInFront: boolean): Promise<Profile> {
  const tab = await openProfile(service.url, browser, isInFront);
  open.push(tab);
  return tab;
}

async function person(name: string) {
  const browser = createBrowser();
  const tab = await tabOf(browser, true);
  const username = `${name}-${randomUUID().slice(0, 8)}`;
  await tab.client.register({ username, displayName: name, email: `${username}@example.org`, password });
  return { browser, tab, userId: tab.client.state.get().me?.id ?? '' };
}

const texts = ({ client }: Profile, conversationId: string) =>
  (client.state.get().conversations.get(conversationId)?.timeline?.rows ?? []).flatMap(({ kind, content }) =>
    kind === 'text' ? [content] : [],
  );
const unread = ({ client }: Profile, c: string) => client.state.get().conversations.get(c)?.summary.me.unread.count;
const soon = (look: () => void, timeout = 15_000) => vi.waitFor(look, { timeout, interval: 10 });
const sockets = (tabs: readonly Profile[]) => tabs.filter((tab) => tab.socket()?.connected).length;
// Tabs agree within 200 ms; the rest is for a machine that ten clients, their server and its database share.
const atOnce = 200 + 600;
const ten = <T>(value: T): T[] => Array.from({ length: 10 }, () => value);

/** Ten tabs of Ada, all looking at her talk with Bob. */
async function tenTabs() {
  const [ada, bob] = [await person('ada'), await person('bob')];
  const c = await ada.tab.client.startDirect(bob.userId);
  const tabs = [ada.tab];
  while (tabs.length < 10) tabs.push(await tabOf(ada.browser, false));
  await soon(() => {
    for (const { client } of tabs)
      expect(client.state.get().connection).toMatchObject({ carrier: 'socket', phase: 'live' });
  });
  for (const { client } of tabs) await client.open(c);
  await soon(() => expect(bob.tab.client.state.get().order).toContain(c));
  await bob.tab.client.open(c);
  const say = (tab: Profile, content: string) =>
    tab.client.send({ id: tab.client.newId(), conversationId: c, content });
  const [first, second] = tabs as [Profile, Profile];
  return { bob: bob.tab, c, tabs, first, second, say };
}

it('has one connection for ten tabs, which all show the same and agree at once', async () => {
  const { bob, c, tabs, first, second, say } = await tenTabs();
  expect(tabs.map((tab) => tab.socket() !== null)).toEqual([true, ...ten(false).slice(1)]);
  await say(bob, 'to all ten');
  await soon(() => expect(tabs.map((tab) => texts(tab, c))).toEqual(ten(['to all ten'])));
  await soon(() => expect(tabs.map((tab) => unread(tab, c))).toEqual(ten(1)));
  second.client.markRead(c, first.client.state.get().conversations.get(c)?.summary.head ?? 0);
  await soon(() => expect(unread(second, c)).toBe(0));
  await soon(() => expect(tabs.map((tab) => unread(tab, c))).toEqual(ten(0)), atOnce);

  const draft: Draft = { id: first.client.newId(), content: 'half a thou' };
  const heard: string[] = [];
  second.client.drafts.subscribe((_, { content }) => void heard.push(content));
  first.client.drafts.set(c, draft);
  await soon(() => expect(heard).toEqual(['half a thou']), atOnce);
  expect(await second.client.drafts.get(c)).toEqual(draft);

  // Written in a tab that does not lead; sent by the one that does.
  await say(second, 'from the second');
  await soon(() => expect(tabs.map((tab) => texts(tab, c))).toEqual(ten(['to all ten', 'from the second'])));
  await soon(() => expect(tabs.map(({ client }) => client.state.get().outbox.size)).toEqual(ten(0)));
  expect(tabs.map((tab) => tab.socket() !== null)).toEqual([true, ...ten(false).slice(1)]);
});

it('is led by another within a second when the leading tab dies, and by the one that is looked at', async () => {
  const { bob, c, tabs, first, second, say } = await tenTabs();
  const left = tabs.slice(1);
  first.kill();
  await soon(() => expect(sockets(left)).toBe(1), 1_000);
  await say(bob, 'after the death');
  await soon(() => expect(left.map((tab) => texts(tab, c))).toEqual(ten(['after the death']).slice(1)));

  const last = left.at(-1) as Profile;
  last.signal('visible');
  await soon(() => expect([last.socket()?.connected, sockets(left)]).toEqual([true, 1]));
  await say(bob, 'to the one in front');
  await say(second, 'and back');
  const all = ['after the death', 'and back', 'to the one in front'];
  await soon(() => expect(left.map((tab) => texts(tab, c).sort())).toEqual(ten(all).slice(1)));
});

it('takes signing out for signing out in every tab, although its answer was lost', async () => {
  const { tabs, second } = await tenTabs();
  const seen = new Set<string>();
  for (const { client } of tabs) client.state.subscribe(() => seen.add(client.state.get().session));
  second.onTheWay = (_, { method }) => (method === 'DELETE' ? 'lose' : 'pass');
  await expect(second.client.signOut('keep')).rejects.toMatchObject({ code: 'NETWORK_FAILED' });
  await soon(() => expect(tabs.map(({ client }) => client.state.get().session)).toEqual(ten('signedOut')));
  expect(seen).not.toContain('expired');
});

it('signs out everywhere at once, and shows nothing of her in any tab', async () => {
  const { c, tabs, second } = await tenTabs();
  const seen = new Set<string>();
  for (const { client } of tabs) client.state.subscribe(() => seen.add(client.state.get().session));
  await second.client.signOut('keep');
  await soon(() => {
    for (const { client } of tabs) expect(client.state.get()).toMatchObject({ session: 'signedOut', me: null });
  }, atOnce);
  for (const { client } of tabs) expect(client.state.get().conversations.has(c)).toBe(false);
  // It was no expiry, and none of them says so, not even for a moment.
  expect(seen).not.toContain('expired');
});

it('goes on in every tab under the cookie that a changed password brings, and never says that it ended', async () => {
  const { bob, c, tabs, first, second, say } = await tenTabs();
  const seen = new Set<string>();
  for (const { client } of tabs) client.state.subscribe(() => seen.add(client.state.get().session));
  const account = await second.client.account();
  const meanwhile = Array.from({ length: 20 }, (_, at) => `meanwhile ${at}`);
  const [ended] = await Promise.all([
    account.changePassword(password, 'a window with a view'),
    ...meanwhile.map((content, at) => say(tabs[at % 10] as Profile, content)),
  ]);
  expect(ended).toBe(0);
  await say(second, 'after');
  await say(bob, 'and back');
  const all = ['after', 'and back', ...meanwhile].sort();
  await soon(() => expect(tabs.map((tab) => texts(tab, c).sort())).toEqual(ten(all)));
  await soon(() => expect(sockets(tabs)).toBe(1));
  expect(seen).toEqual(new Set(['signedIn']));
  expect(await (await first.client.account()).sessions()).toMatchObject([{ isThis: true }]);
});
