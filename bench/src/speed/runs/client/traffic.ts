import type { Tab } from '../../browser/tab.ts';
import type { Line } from '../../measure/line.ts';
import { percentile } from '../../measure/median.ts';
import type { Measure } from '../bench.ts';
import { goTo, quiet, type Stage } from './stage.ts';

const perSecond = 20;
const boundMs = 50;
/** What took less than this is not told by the browser; it is counted as this long. */
const untoldMs = 16;
const line = { bench: 'client', unit: 'ms', cost: null } as const;

/** What a person does meanwhile: writes, looks at another conversation, comes back. Says how many times a key or a button was pressed. */
async function busyHands(tab: Tab, stage: Stage, ms: number): Promise<number> {
  const { page } = tab;
  const end = performance.now() + ms;
  const composer = page.getByRole('textbox', { name: /^Write to/ });
  let presses = 0;
  while (performance.now() < end) {
    await composer.click();
    await page.keyboard.type('what one writes', { delay: 60 });
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    presses += 19;
    await page.locator(`[data-conversation="${stage.rooms[presses % 5]}"]`).click();
    await page.waitForTimeout(300);
    await page.locator(`[data-conversation="${stage.hall}"]`).click();
    await page.waitForTimeout(300);
    presses += 2;
  }
  return presses;
}

/** How it feels to use while others talk: the next paint after a press, and tasks that kept it from coming. */
export async function traffic(tab: Tab, stage: Stage, { ms }: Measure): Promise<readonly Line[]> {
  await goTo(tab, stage.hall);
  await quiet(tab);
  await tab.noted();
  const listening = stage.talk.say(perSecond, ms * 2);
  await tab.page.waitForTimeout(ms * 2);
  await listening;
  const idle = await tab.noted();
  const talking = stage.talk.say(perSecond, ms * 5);
  const presses = await busyHands(tab, stage, ms * 5 - 500);
  await talking;
  const { longTasks, interactions } = await tab.noted();
  const told = Object.values(interactions);
  const all = [...told, ...Array.from({ length: Math.max(0, presses - told.length) }, () => untoldMs)];
  const [p75, longest] = [percentile(all, 0.75), Math.max(0, ...idle.longTasks)];
  return [
    {
      ...line,
      what: 'a press to the next paint while 20 a second arrive, p75',
      value: p75,
      ratio: p75 / boundMs,
      bound: { atMost: 1 },
    },
    { ...line, what: 'the same, the slowest', value: Math.max(...all), ratio: null, bound: null },
    {
      ...line,
      what: 'the longest task while 20 a second arrive',
      value: longest,
      ratio: longest / boundMs,
      bound: { atMost: 1 },
    },
    {
      ...line,
      what: 'the same, while somebody writes and goes to and fro',
      value: Math.max(0, ...longTasks),
      ratio: null,
      bound: null,
    },
  ];
}
