import { timings } from '@parley/shared/limits.ts';
import { afterEach, expect, it } from 'vitest';
import { c, d, engineLab } from '../testing/engine-lab.ts';

type Lab = ReturnType<typeof engineLab>;
const labs: Lab[] = [];
afterEach(() => {
  for (const { engine } of labs.splice(0)) engine.stop();
});

async function ready(): Promise<Lab> {
  const lab = engineLab();
  labs.push(lab);
  lab.engine.start();
  lab.connect();
  await lab.clock.advance(3_000);
  await lab.engine.holds.open(c);
  await lab.clock.advance(3_000);
  lab.asked.length = 0;
  return lab;
}

const told = ({ asked }: Lab) =>
  asked.flatMap(({ name, payload }) => (name === 'delivered' ? (payload as { marks: unknown[] }).marks : []));

it('tells again what has arrived when nobody acknowledged it', async () => {
  const lab = await ready();
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
  const lab = await ready();
  await lab.engine.holds.open(d);
  lab.say(d, 'one');
  await lab.clock.advance(timings.receiptsEvery);
  const before = told(lab).length;
  await lab.clock.advance(timings.headsOpen + timings.headsJitter + timings.receiptsEvery);
  expect(told(lab).slice(before)).toContainEqual({ c: d, seq: 3 });
});
