import { expect, it } from 'vitest';
import { settle } from '../testing/manual-clock.ts';
import { ada, browser } from '../testing/tab-browser.ts';
import { uuid } from '../testing/test-outbox.ts';

const words = (seen: readonly string[]) => seen.filter((one) => one.startsWith('typing'));

it('holds one connection for ten tabs, and each hears each frame once', async () => {
  const { clock, tab, connections, tell } = browser();
  const tabs = [tab({ visible: true }), ...Array.from({ length: 9 }, () => tab())];
  await clock.advance(200);
  expect(connections()).toBe(1);
  expect(tabs.map(({ socket }) => socket.connected)).toEqual(Array(10).fill(true));
  expect(tabs.map(({ seen }) => seen)).toEqual(Array(10).fill(['connected']));
  tell('typing', { n: 1 });
  await settle();
  expect(tabs.map(({ seen }) => words(seen))).toEqual(Array(10).fill(['typing {"n":1}']));
  await clock.advance(60_000);
  expect(connections()).toBe(1);
});

it('passes on what the others ask, to one connection and to no other', async () => {
  const { clock, tab, lines } = browser();
  const [, follower] = [tab({ visible: true }), tab()];
  await clock.advance(200);
  const typing = { c: uuid(2), active: true };
  expect(await follower.socket.ask('typing', typing, 1_000)).toEqual({ ok: true });
  expect(lines().map(({ asked }) => asked)).toEqual([[['typing', typing]]]);
  // What no client says is not said for anybody.
  await expect(follower.socket.ask('typing', { nonsense: 1 }, 1_000)).rejects.toThrow();
});

it('goes to the tab that is looked at without a gap, and nobody has to ask what happened', async () => {
  const { clock, tab, connections, tell } = browser();
  const [first, second, third] = [tab({ visible: true }), tab(), tab()];
  await clock.advance(200);
  first.show(false);
  second.show(true);
  tell('typing', { n: 1 });
  await clock.advance(100);
  tell('typing', { n: 2 });
  await clock.advance(3_000);
  tell('typing', { n: 3 });
  await settle();
  expect(second.lead.leads()).toBe(true);
  expect(connections()).toBe(1);
  for (const { seen } of [first, second, third]) {
    expect([...new Set(words(seen))]).toEqual(['typing {"n":1}', 'typing {"n":2}', 'typing {"n":3}']);
    expect(seen.filter((one) => one.endsWith('connected'))).toEqual(['connected']);
  }
});

it('knows that a connection is gone, also where another tab was about to take it over for a moment', async () => {
  const { clock, tab } = browser();
  const [first, second, third] = [tab({ visible: true }), tab(), tab()];
  await clock.advance(200);
  first.show(false);
  second.show(true);
  await clock.advance(10);
  first.show(true);
  second.kill();
  await clock.advance(3_000);
  third.seen.length = 0;
  first.socket.reconnect(0);
  await clock.advance(1_000);
  expect(third.seen).toEqual(['disconnected', 'connected']);
});

it('is taken over within a second when the leading tab dies, and then everybody asks', async () => {
  const { clock, tab, connections, tell } = browser();
  const [first, second, third] = [tab({ visible: true }), tab(), tab()];
  await clock.advance(200);
  first.kill();
  await clock.advance(1_000);
  expect(connections()).toBe(1);
  tell('typing', { n: 1 });
  await settle();
  for (const { seen, socket } of [second, third]) {
    expect(socket.connected).toBe(true);
    expect(seen.filter((one) => one !== 'disconnected')).toEqual(['connected', 'connected', 'typing {"n":1}']);
  }
});

it('does not wait for a tab that is gone: what went by its connection fails as soon as another is there, or none', async () => {
  const { clock, tab } = browser();
  const [first, second, third] = [tab({ visible: true }), tab(), tab()];
  await clock.advance(200);
  first.kill();
  const fates: string[] = [];
  for (const { socket } of [second, third])
    socket.ask('typing', { c: uuid(2), active: true }, 10_000).then(
      () => fates.push('answered'),
      () => fates.push('failed'),
    );
  await clock.advance(1_000);
  expect(fates).toEqual(['failed', 'failed']);
});

it('does not wait for the first of two tabs that went one after the other', async () => {
  const { clock, tab } = browser();
  const [first, second, third] = [tab({ visible: true }), tab(), tab()];
  await clock.advance(200);
  first.show(false);
  second.show(true);
  await clock.advance(10);
  first.kill();
  let fate = 'waits';
  third.socket.ask('typing', { c: uuid(2), active: true }, 10_000).catch(() => {
    fate = 'failed';
  });
  await clock.advance(60);
  second.kill();
  await clock.advance(1_000);
  expect(fate).toBe('failed');
});

it('holds a socket of its own while it hears nobody, and gives it up when it does', async () => {
  const { clock, tab, connections } = browser();
  const [, lonely] = [tab({ visible: true }), tab()];
  await clock.advance(200);
  lonely.ports.isMute = true;
  await clock.advance(3_100);
  expect([connections(), lonely.socket.connected]).toEqual([2, true]);
  lonely.ports.isMute = false;
  await clock.advance(2_500);
  expect([connections(), lonely.socket.connected]).toEqual([1, true]);
});

it('trusts no tab that tells too little: asked to connect anew it holds a socket of its own', async () => {
  const { clock, tab, connections } = browser();
  const [, follower] = [tab({ visible: true }), tab()];
  await clock.advance(200);
  follower.socket.reconnect(0);
  await clock.advance(5_000);
  expect([connections(), follower.socket.connected]).toEqual([2, true]);
});

it('shares nothing with the tabs of another account, whatever they say', async () => {
  const { clock, tab, connections, lines } = browser();
  const eve = uuid(9);
  const [, follower, his] = [tab({ visible: true }), tab(), tab({ visible: true, userId: eve })];
  await clock.advance(200);
  expect(connections()).toBe(2);
  const heard: unknown[] = [];
  const channel = his.ports.openChannel(`parley-${ada}`, (word) => void heard.push(word));
  await clock.advance(1_000);
  const { connection } = heard[0] as { connection: string };
  const payload = { c: uuid(2), active: true };
  const ask = { kind: 'ask', connection, id: 'x', name: 'typing', payload, timeoutMs: 1 };
  channel.post({ kind: 'frame', userId: eve, name: 'typing', payload });
  channel.post({ ...ask, userId: eve });
  // By a connection that nobody has, of a kind that nobody knows, and no word at all.
  channel.post({ ...ask, userId: ada, connection: 'another' });
  channel.post({ kind: 'frame' });
  channel.post(null);
  await settle();
  expect(words(follower.seen)).toEqual([]);
  expect(lines().flatMap(({ asked }) => asked)).toEqual([]);
  channel.post({ ...ask, userId: ada });
  await settle();
  expect(lines().flatMap(({ asked }) => asked)).toEqual([['typing', payload]]);
});
