import type { Tab } from '../../browser/tab.ts';
import type { Line } from '../../measure/line.ts';
import { percentile } from '../../measure/median.ts';
import type { Measure } from '../bench.ts';
import { goTo, quiet, type Stage } from './stage.ts';

const perSecond = 20;
const boundMs = 50;
const line = { bench: 'client', unit: 'ms', cost: null } as const;

/** What a person does meanwhile: writes, looks at another conversation, comes back. */
async function busyHands(tab: Tab, stage: Stage, ms: number): Promise<void> {
  const { page } = tab;
  const end = performance.now() + ms;
  const composer = page.getByRole('textbox', { name: /^Write to/ });
  for (let turn = 0; performance.now() < end; turn += 1) {
    await composer.click();
    await page.keyboard.type('what one writes', { delay: 60 });
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    await page.locator(`[data-conversation="${stage.rooms[turn % 5]}"]`).click();
    await page.waitForTimeout(300);
    await page.locator(`[data-conversation="${stage.hall}"]`).click();
    await page.waitForTimeout(300);
  }
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
  await busyHands(tab, stage, ms * 5 - 500);
  await talking;
  const { longTasks, presses } = await tab.noted();
  const [p75, longest] = [percentile(presses, 0.75), Math.max(0, ...idle.longTasks)];
  return [
    {
      ...line,
      what: 'a press to the next paint while 20 a second arrive, p75',
      value: p75,
      ratio: p75 / boundMs,
      bound: { atMost: 1 },
    },
    { ...line, what: 'the same, the slowest', value: Math.max(...presses), ratio: null, bound: null },
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
