import { expect, it } from 'vitest';
import type { Fault } from './faults.ts';
import { rehearse } from './rehearse.ts';

/** A Prometheus that knows of one thing that breaks, and of alerts that the one before left to come. */
function stage({ late = 0, panel = 0, staysOn = false } = {}) {
  let isBroken = false;
  let heard = 0;
  let asked = 0;
  const prometheus = {
    // The targets are known from the second look on, as with a Prometheus that has just been started.
    query: async (expr: string) => {
      if (expr.includes('up{')) return heard++ === 0 ? [] : [{ labels: {}, value: 2 }];
      return [
        { labels: { instance: 'a' }, value: isBroken ? panel : 1 },
        { labels: { instance: 'b' }, value: 1 },
      ];
    },
    rising: async () => (asked++ < late ? ['SweepsRising'] : []),
    firing: async () => [
      ...(asked < late ? ['SweepsRising'] : []),
      ...(heard < 2 ? ['NoBackend'] : []),
      ...(isBroken ? ['RedisAway'] : []),
    ],
  };
  const fault: Fault = {
    name: 'Redis',
    alerts: ['RedisAway'],
    panel: { title: 'Delivery, Redis', expr: 'parley_redis_whole', worst: Math.min, isRight: (value) => value === 0 },
    break: async () => {
      isBroken = true;
    },
    mend: async () => {
      isBroken = staysOn;
    },
  };
  return rehearse(fault, prometheus, { backends: 2, patienceMs: 1_500 });
}

it('says which alert fired, what the panel showed, and that both went away', async () => {
  const { line, isComplete } = await stage();
  expect(line).toMatch(/^Redis +RedisAway 0 s +Delivery, Redis: 0; quiet 0 s after it was mended$/);
  expect(isComplete).toBe(true);
});

it('takes nothing for its own that was on its way before, or that was not known yet', async () => {
  const { line } = await stage({ late: 3 });
  expect(line).not.toContain('SweepsRising');
  expect(line).not.toContain('NoBackend');
});

it('is not content with a panel that shows nothing of it', async () => {
  const { line, isComplete } = await stage({ panel: 1 });
  expect(line).toContain('Delivery, Redis: 1; the panel does not show it');
  expect(isComplete).toBe(false);
});

it('is not content with an alert that goes on', async () => {
  const { line, isComplete } = await stage({ staysOn: true });
  expect(line).toMatch(/not quiet \d+ s after it was mended$/);
  expect(isComplete).toBe(false);
});
