import { timings } from '@parley/shared/limits.ts';
import { afterEach, expect, it } from 'vitest';
import { ada, bob, c, d, e } from '../testing/engine-lab.ts';
import { type Lab, readyLab, stopLabs } from '../testing/ready-lab.ts';

const labs: Lab[] = [];
afterEach(() => stopLabs(labs));
const ready = (socket?: boolean) => readyLab(labs, socket);

const connection = ({ store }: Lab) => store.get().connection;
const forAWhile = timings.headsOpen + timings.headsJitter + 1_000;

it('lists, follows and shows what the socket brings', async () => {
  const lab = await ready();
  expect(lab.store.get().order).toEqual(expect.arrayContaining([c, d]));
  expect(lab.store.get().list).toMatchObject({ status: 'ready', next: null });
  expect(connection(lab)).toMatchObject({ phase: 'live', carrier: 'socket' });
  lab.say(c, 'one');
  lab.say(d, 'elsewhere');
  await lab.clock.advance(0);
  expect(lab.texts(c)).toEqual(['one']);
  expect(lab.store.get().order[0]).toBe(d);
  expect(lab.store.get().conversations.get(d)?.summary.me.unread.count).toBe(1);
});

it('asks once to open a conversation, whatever arrives while the answer is on its way', async () => {
  const lab = await ready();
  const before = lab.asks('sync.run');
  const opened = lab.engine.holds.open(d);
  lab.say(d, 'meanwhile');
  await opened;
  await lab.clock.advance(3_000);
  expect([lab.texts(d), lab.asks('sync.run') - before]).toEqual([['meanwhile'], 1]);
});

it('hears of a new conversation all that is said while its line is on the way', async () => {
  const lab = await ready();
  lab.server.create(e, 'direct', [ada, bob]);
  lab.say(e, 'one');
  lab.onTheWay.push(() => lab.say(e, 'two'));
  await lab.clock.advance(1_000);
  expect(lab.store.get().conversations.get(e)?.summary).toMatchObject({ me: { unread: { count: 2 } } });
});

it('asks for a new beginning again when the answer did not bring one', async () => {
  const lab = await ready();
  lab.network.http = false;
  await expect(lab.engine.holds.open(d)).rejects.toThrow();
  lab.network.http = true;
  await lab.clock.advance(3_000);
  lab.say(d, 'later');
  expect(lab.texts(d)).toEqual(['later']);
});

it('replaces only the conversation in which something happened', async () => {
  const lab = await ready();
  const before = lab.store.get().conversations.get(d);
  lab.say(c, 'one');
  await lab.clock.advance(timings.receiptsEvery * 2);
  expect(lab.store.get().conversations.get(d)).toBe(before);
});

it('fills a hole by asking, a moment later', async () => {
  const lab = await ready();
  lab.say(c, 'unheard', false);
  lab.say(c, 'heard');
  await lab.clock.advance(timings.holeWait - 1);
  expect([lab.texts(c), lab.asks('messages.changes')]).toEqual([[], 0]);
  await lab.clock.advance(1);
  expect([lab.texts(c), lab.asks('messages.changes')]).toEqual([['unheard', 'heard'], 1]);
});

it('finds the last word, which nothing follows, by comparing heads', async () => {
  const lab = await ready();
  lab.say(c, 'unheard', false);
  await lab.clock.advance(forAWhile);
  expect(lab.texts(c)).toEqual(['unheard']);
  const quiet = lab.asks('sync.run');
  await lab.clock.advance(10 * forAWhile);
  expect(lab.asks('sync.run')).toBe(quiet);
});

it.each(['online', 'visible'] as const)('looks at once when the machine says "%s"', async (signal) => {
  const lab = await ready();
  lab.say(c, 'unheard', false);
  lab.signal(signal);
  await lab.clock.advance(timings.headsJitter);
  expect(lab.texts(c)).toEqual(['unheard']);
});

it('looks at once when the machine has slept', async () => {
  const lab = await ready();
  await lab.clock.advance(5_000);
  lab.say(c, 'unheard', false);
  lab.clock.jump(3_600_000);
  await lab.clock.advance(5_000 + timings.headsJitter);
  expect(lab.texts(c)).toEqual(['unheard']);
});

it('looks every five seconds while the service is degraded', async () => {
  const lab = await ready();
  lab.push('degraded', { degraded: true });
  await lab.clock.advance(forAWhile);
  lab.say(c, 'unheard', false);
  await lab.clock.advance(timings.headsDegraded + timings.headsJitter);
  expect(lab.texts(c)).toEqual(['unheard']);
  expect(connection(lab).degraded).toBe(true);
});

it('starts anew when the record was restored', async () => {
  const lab = await ready();
  lab.server.backUp();
  lab.say(c, 'never happened');
  await lab.clock.advance(1_000);
  expect(lab.texts(c)).toEqual(['never happened']);
  lab.server.restore();
  lab.say(c, 'happened');
  await lab.clock.advance(2 * forAWhile);
  expect(lab.texts(c)).toEqual(['happened']);
});

it('misses nothing of what is said while the first answer of a new life is on the way', async () => {
  const lab = await ready();
  lab.server.backUp();
  lab.server.restore();
  lab.engine.hurry();
  // The first answer says that it is another life, the second one how that begins.
  lab.onTheWay.push(() => lab.say(d, 'one'));
  await lab.clock.advance(1_000);
  expect(lab.store.get().conversations.get(d)?.summary).toMatchObject({ lastMessage: { content: 'one' } });
});

it('forgets a conversation it was removed from, and holds it open again after coming back', async () => {
  const lab = await ready();
  await lab.engine.holds.open(d);
  lab.server.remove(0, d, ada);
  await lab.clock.advance(1_000);
  expect(lab.store.get().order).toEqual([c]);
  lab.server.change(0, d, (tx) => tx.join(ada, 'member', true));
  lab.say(d, 'welcome back');
  await lab.clock.advance(2_000);
  expect(lab.texts(d)).toEqual(['welcome back']);
});

it('is not brought back to a conversation by an answer that was read before it ended', async () => {
  const lab = await ready();
  lab.say(d, 'unheard', false);
  lab.onTheWay.push(() => lab.server.remove(0, d, ada));
  lab.engine.hurry();
  await lab.clock.advance(1_000);
  // Let in and put out again while the first line of it is on its way.
  lab.server.create(e, 'group', [bob, ada]);
  lab.say(e, 'one');
  lab.onTheWay.push(() => lab.server.remove(0, e, ada));
  await lab.clock.advance(1_000);
  expect(lab.store.get().order).toEqual([c]);
});

it('shows who types until he sends, stops, or is not heard of any more; and tells sparingly', async () => {
  const lab = await ready();
  const typing = () => lab.store.get().typing.get(c);
  lab.push('typing', { c, userId: bob, active: true });
  expect(typing()).toEqual([bob]);
  lab.say(c, 'one');
  expect(typing()).toBeUndefined();
  lab.push('typing', { c, userId: bob, active: true });
  await lab.clock.advance(timings.typingExpires);
  expect(typing()).toBeUndefined();
  lab.asked.length = 0;
  for (let key = 0; key < 10; key += 1) {
    lab.engine.typing.say(c, true);
    await lab.clock.advance(timings.typingEvery / 5);
  }
  lab.engine.typing.say(c, false);
  lab.engine.typing.say(c, false);
  expect(lab.asked.filter(({ name }) => name === 'typing')).toHaveLength(3);
});

it('takes no harm from frames it does not know or cannot read', async () => {
  const lab = await ready();
  const before = lab.store.get();
  lab.push('event', { c: 'nonsense' });
  lab.push('constructor', {});
  lab.push('news.of.tomorrow', { c });
  expect(lab.store.get()).toBe(before);
});
