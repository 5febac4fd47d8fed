import { expect, it } from 'vitest';
import { createFakeChat } from '../chat/testing/fake-chat.ts';
import { aParticipant, asMe, aUser } from '../chat/testing/fake-data.ts';
import { createPerformanceMonitor } from './calls/performance-monitor.ts';
import { circumstanceOf, measureState } from './measure-state.ts';
import { createStages } from './outbox/stages.ts';
import { manualClock } from './testing/manual-clock.ts';

const ana = aUser('Ana Lopes');

function chat() {
  const clock = manualClock();
  const fake = createFakeChat(asMe(aUser('Nora Lindqvist')));
  const monitor = createPerformanceMonitor(clock);
  const id = fake.add({ people: [ana], messages: [{ content: 'one' }] });
  fake.page(id, 0, 1);
  const stages = createStages(monitor, clock);
  measureState({ store: fake.store, monitor, stages, clock });
  /** From this page, but for what happens to its outbox. */
  const sendFromHere = async (content: string) => {
    const messageId = fake.client.newId();
    stages.written(messageId, id);
    await fake.client.send({ id: messageId, conversationId: id, content });
  };
  const measured = () => monitor.report().map(({ name, maximum }) => [name, maximum]);
  const anaHas = (deliveredSeq: number, readSeq: number) =>
    fake.change(id, (now) => ({
      ...now,
      participants: new Map(now.participants).set(ana.id, aParticipant(ana, { deliveredSeq, readSeq })),
    }));
  const link = (carrier: 'socket' | 'none') =>
    fake.store.update((state) => ({ ...state, connection: { ...state.connection, carrier } }));
  return { ...fake, clock, id, sendFromHere, measured, anaHas, link };
}

it('times a message until the others have it, and have read it', async () => {
  const { sendFromHere, clock, id, answer, anaHas, measured, store } = chat();
  await sendFromHere('two');
  await clock.advance(40);
  expect(measured()).toEqual([]);
  answer(id);
  const seq = store.get().conversations.get(id)?.summary.head ?? 0;
  // Also where another tab has sent it, which is told nothing of who waits here.
  expect(measured()).toEqual([['message.acknowledged', 40]]);
  await clock.advance(60);
  anaHas(seq, 0);
  anaHas(seq, 0);
  await clock.advance(900);
  anaHas(seq, seq);
  expect(measured()).toEqual([
    ['message.acknowledged', 40],
    ['message.delivered', 100],
    ['message.read', 1_000],
  ]);
});

it('does not take for slow what was read hours later', async () => {
  const { sendFromHere, clock, id, answer, anaHas, measured } = chat();
  await sendFromHere('two');
  answer(id);
  await clock.advance(3_600_000);
  anaHas(2, 2);
  expect(measured()).toEqual([['message.acknowledged', 0]]);
});

it('times nothing that was written in another tab, or before this page was opened: the one it was written in does', async () => {
  const { client, clock, id, answer, anaHas, measured } = chat();
  await client.send({ id: client.newId(), conversationId: id, content: 'two' });
  await clock.advance(40);
  answer(id);
  anaHas(2, 2);
  expect(measured()).toEqual([]);
});

it('times how long the socket was sought', async () => {
  const { clock, link, measured } = chat();
  link('none');
  await clock.advance(700);
  link('socket');
  expect(measured()).toEqual([['socket.connect', 700]]);
});

it('does not count the time that somebody takes to sign in', async () => {
  const { clock, store, link, measured } = chat();
  link('none');
  store.update((state) => ({ ...state, me: null }));
  await clock.advance(20_000);
  store.update((state) => ({ ...state, me: asMe(aUser('Nora Lindqvist')) }));
  await clock.advance(300);
  link('socket');
  expect(measured()).toEqual([['socket.connect', 300]]);
});

it('says what stood in the way', async () => {
  const { clock, store } = chat();
  let visible = true;
  const why = circumstanceOf(store, clock, { visible: () => visible });
  const since = (ago: number, phase: 'connecting' | 'live' | 'offline') =>
    store.update((state) => ({ ...state, connection: { ...state.connection, phase, since: clock.now() - ago } }));
  since(10_000, 'live');
  expect([why('api.sync', 500), why('api.sync', 11_000)]).toEqual(['unknown', 'offline']);
  expect([why('page.longTask', 11_000), why('message.durable', 11_000)]).toEqual(['unknown', 'unknown']);
  visible = false;
  expect(why('api.sync', 500)).toBe('hidden');
  since(10_000, 'offline');
  expect([why('api.sync', 500), why('page.LCP', 500)]).toEqual(['offline', 'hidden']);
  since(500, 'connecting');
  expect(why('api.accounts.me', 400)).toBe('hidden');
});
