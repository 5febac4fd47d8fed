import { timings } from '@parley/shared/limits.ts';
import { afterEach, expect, it } from 'vitest';
import { ada, c, d } from '../testing/engine-lab.ts';
import { type Lab, readyLab, stopLabs } from '../testing/ready-lab.ts';

const labs: Lab[] = [];
afterEach(() => stopLabs(labs));
const ready = () => readyLab(labs);

async function silent(): Promise<Lab> {
  const lab = await ready();
  lab.asked.length = 0;
  return lab;
}

const forAWhile = timings.headsOpen + timings.headsJitter + 1_000;
const told = ({ asked }: Lab) =>
  asked.flatMap(({ name, payload }) => (name === 'delivered' ? (payload as { marks: unknown[] }).marks : []));

it('tells again what has arrived when nobody acknowledged it', async () => {
  const lab = await silent();
  lab.network.isBusy = true;
  lab.say(c, 'one');
  await lab.clock.advance(timings.receiptsEvery);
  const before = told(lab).length;
  expect(before).toBeGreaterThan(0);
  lab.network.isBusy = false;
  await lab.clock.advance(timings.retryCap);
  expect(told(lab).slice(before)).toContainEqual({ c, seq: 3 });
});

it('tells at each quiet check, in a group, what was acknowledged and yet never came to be known', async () => {
  const lab = await silent();
  await lab.engine.holds.open(d);
  lab.say(d, 'one');
  await lab.clock.advance(timings.receiptsEvery);
  const before = told(lab).length;
  await lab.clock.advance(timings.headsOpen + timings.headsJitter + timings.receiptsEvery);
  expect(told(lab).slice(before)).toContainEqual({ c: d, seq: 3 });
});

it('tells how far one has read, also where the line learns only later that there is so much', async () => {
  const lab = await silent();
  const puts = () => lab.asks('receipts.put');
  lab.engine.receipts.read(c, 2);
  await lab.clock.advance(100);
  lab.say(c, 'unheard', false);
  const before = puts();
  // Another device has told of it; this one has the number from there, and its line is still behind.
  lab.engine.receipts.read(c, 3);
  await lab.clock.advance(100);
  expect(puts()).toBe(before);
  lab.say(c, 'heard, and with it what was missed');
  await lab.clock.advance(timings.holeWait + 1_000);
  expect(lab.texts(c)).toHaveLength(2);
  expect(puts()).toBe(before + 1);
  expect(lab.store.get().conversations.get(c)?.summary.me.readSeq).toBe(3);
});

it('tells what has arrived in one frame a second, for all conversations', async () => {
  const lab = await silent();
  const frames = () => lab.asked.filter(({ name }) => name === 'delivered');
  await lab.clock.advance(2_000);
  lab.asked.length = 0;
  for (const text of ['one', 'two', 'three']) {
    lab.say(c, text);
    await lab.clock.advance(timings.receiptsEvery / 4);
  }
  lab.say(d, 'elsewhere');
  expect(frames()).toHaveLength(0);
  await lab.clock.advance(timings.receiptsEvery / 4);
  expect(frames()).toHaveLength(1);
  expect(frames()[0]?.payload).toMatchObject({
    marks: expect.arrayContaining([
      { c, seq: 5 },
      { c: d, seq: 3 },
    ]),
  });
});

it('says again what it has read until that is confirmed', async () => {
  const lab = await silent();
  lab.say(c, 'one');
  await lab.clock.advance(0);
  lab.network.http = false;
  lab.engine.receipts.read(c, 3);
  await lab.clock.advance(5_000);
  expect(lab.store.get().conversations.get(c)?.summary.me.readSeq).not.toBe(3);
  lab.network.http = true;
  await lab.clock.advance(timings.retryCap);
  expect(lab.store.get().conversations.get(c)?.summary.me.readSeq).toBe(3);
  const asked = lab.asks('receipts.put');
  lab.engine.receipts.read(c, 2);
  await lab.clock.advance(forAWhile);
  expect(lab.asks('receipts.put')).toBe(asked);
});

it('tells what was read while the session had ended, and before that in vain, when its owner is back', async () => {
  const lab = await ready();
  lab.say(c, 'one');
  lab.say(d, 'elsewhere');
  await lab.clock.advance(timings.receiptsEvery);
  lab.network.http = false;
  lab.engine.receipts.read(c, 3);
  await lab.clock.advance(100);
  lab.engine.stop();
  lab.engine.receipts.read(d, 3);
  await lab.clock.advance(forAWhile);
  lab.network.http = true;
  lab.goOn();
  lab.connect();
  await lab.clock.advance(1_000);
  const readOf = (id: string) => lab.server.stored(id).rows.get(ada)?.readSeq;
  expect([readOf(c), readOf(d)]).toEqual([3, 3]);
});
