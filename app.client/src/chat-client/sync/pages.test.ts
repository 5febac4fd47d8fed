import { timings } from '@parley/shared/limits.ts';
import { afterEach, expect, it } from 'vitest';
import { c, d } from '../testing/engine-lab.ts';
import { type Lab, readyLab, stopLabs } from '../testing/ready-lab.ts';
import { uuid } from '../testing/test-outbox.ts';

const labs: Lab[] = [];
afterEach(() => stopLabs(labs));
const ready = () => readyLab(labs);

const forAWhile = timings.headsOpen + timings.headsJitter + 1_000;

it('fetches older and newer pages, and goes where it is sent', async () => {
  const lab = await ready();
  for (let number = 0; number < 12; number += 1) lab.say(c, `m${number}`, false);
  lab.engine.holds.clear();
  lab.engine.shelf.patch(c, (state) => ({ ...state, timeline: null }));
  await lab.engine.holds.open(c);
  await lab.clock.advance(1_000);
  expect(lab.texts(c)).toEqual(['m9', 'm10', 'm11']);
  await lab.engine.pages.load(c, 'older');
  expect(lab.texts(c)).toEqual(['m6', 'm7', 'm8', 'm9', 'm10', 'm11']);
  await lab.engine.pages.load(c, 'around', 3);
  expect(lab.texts(c).slice(0, 2)).toEqual(['m0', 'm1']);
  const asked = lab.asks('messages.list');
  await lab.engine.pages.load(c, 'newer');
  await lab.engine.pages.load(c, 'newer');
  expect(lab.texts(c)).toHaveLength(12);
  expect(lab.asks('messages.list')).toBeGreaterThan(asked);
  await lab.engine.pages.load(c, 'older');
  const complete = lab.asks('messages.list');
  await lab.engine.pages.load(c, 'older');
  expect(lab.asks('messages.list')).toBe(complete);
});

it('tells when a page does not come, and asks again when told to', async () => {
  const lab = await ready();
  for (let number = 0; number < 6; number += 1) lab.say(c, `m${number}`, false);
  await lab.clock.advance(forAWhile);
  lab.engine.shelf.patch(c, (state) => ({ ...state, timeline: null }));
  await lab.engine.holds.open(c);
  lab.network.http = false;
  await expect(lab.engine.pages.load(c, 'older')).rejects.toMatchObject({ code: 'NETWORK_FAILED' });
  const state = () => lab.store.get().conversations.get(c);
  const missed = { page: 'older', why: { code: 'NETWORK_FAILED' } };
  expect(state()).toMatchObject({ missed, loading: { older: false } });
  lab.network.http = true;
  await lab.engine.pages.load(c, 'older');
  expect(state()?.missed).toBeNull();
  expect(lab.texts(c)).toHaveLength(6);
});

it('says so when a conversation cannot be opened, and has it when it can', async () => {
  const lab = await ready();
  lab.network.http = false;
  await expect(lab.engine.holds.open(d)).rejects.toMatchObject({ code: 'NETWORK_FAILED' });
  expect(lab.store.get().conversations.get(d)?.failure).toMatchObject({ code: 'NETWORK_FAILED' });
  lab.network.http = true;
  lab.say(d, 'hello');
  await lab.clock.advance(timings.retryCap);
  expect(lab.texts(d)).toEqual(['hello']);
  await expect(lab.engine.holds.open(uuid(999))).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('fetches the place that is wanted while another is on its way, and says no sooner that it has come', async () => {
  const lab = await ready();
  for (let number = 0; number < 20; number += 1) lab.say(d, `m${number}`);
  await lab.engine.holds.open(d);
  const has = (seq: number) =>
    lab.store
      .get()
      .conversations.get(d)
      ?.timeline?.rows.some((row) => row.seq === seq);
  const load = (seq: number) => lab.engine.pages.load(d, 'around', seq).then(() => has(seq));
  const first = load(4);
  expect(await Promise.all([load(11), load(11)])).toEqual([true, true]);
  expect(await first).toBe(true);
});
