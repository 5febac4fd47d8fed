import { countFrames } from '../../browser/probe.ts';
import type { Tab } from '../../browser/tab.ts';
import type { Line } from '../../measure/line.ts';
import { median } from '../../measure/median.ts';
import type { Measure } from '../bench.ts';
import { depth, goTo, quiet, type Stage } from './stage.ts';

const line = { bench: 'client', cost: null } as const;
const perSecond = (frames: readonly number[]) => (frames.length * 1_000) / frames.reduce((sum, one) => sum + one, 0);

/** Turns the wheel up, without a pause. */
async function turnWheel(tab: Tab, ms: number, by = -240): Promise<void> {
  const end = performance.now() + ms;
  while (performance.now() < end) {
    await tab.page.mouse.wheel(0, by);
    await tab.page.waitForTimeout(16);
  }
}

/** A page of as many plain rows as the client draws, and no script: what this browser can do here, now. */
async function plainFrames(tab: Tab, ms: number): Promise<number> {
  const plain = await tab.context.newPage();
  await plain.setContent(
    `<div style="height:800px;overflow:auto">${Array.from({ length: 2_000 }, (_, nth) => `<p>number ${nth}</p>`).join('')}</div>`,
  );
  await plain.mouse.move(300, 300);
  const bare = { ...tab, page: plain };
  await plain.evaluate(() => document.querySelector('div')?.scrollTo(0, 1e9));
  await plain.evaluate(countFrames);
  await turnWheel(bare, ms);
  const frames = await plain.evaluate(() => window.parleyBench.frames);
  await plain.close();
  return perSecond(frames);
}

/** Frames a second while somebody goes up a conversation of a hundred thousand messages, and how many it held by then. */
export async function scrolling(tab: Tab, stage: Stage, { rounds, ms }: Measure): Promise<readonly Line[]> {
  await goTo(tab, stage.deep);
  await quiet(tab);
  const seen: { ours: number; plain: number; worst: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const plain = await plainFrames(tab, ms);
    await tab.page.bringToFront();
    await tab.page.mouse.move(700, 400);
    const frames = await tab.frameTimes(() => turnWheel(tab, ms * 2));
    seen.push({ ours: perSecond(frames), plain, worst: Math.max(...frames) });
  }
  const held = await tab.page.evaluate(() =>
    Number(document.querySelector('[aria-posinset]')?.parentElement?.childElementCount ?? 0),
  );
  return [
    {
      ...line,
      what: 'frames of a plain page that scrolls',
      value: median(seen.map(({ plain }) => plain)),
      unit: 'a second',
      ratio: null,
      bound: null,
    },
    {
      ...line,
      what: `frames while scrolling in ${depth.toLocaleString('en')} messages, to that`,
      value: median(seen.map(({ ours }) => ours)),
      unit: 'a second',
      ratio: median(seen.map(({ ours, plain }) => ours / plain)),
      bound: { atLeast: 0.95 },
    },
    {
      ...line,
      what: 'the longest frame of these',
      value: median(seen.map(({ worst }) => worst)),
      unit: 'ms',
      ratio: null,
      bound: null,
    },
    { ...line, what: 'rows drawn at a time', value: held, unit: '', ratio: null, bound: null },
  ];
}
