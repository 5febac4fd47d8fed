import type { Tab } from '../../browser/tab.ts';
import type { Line } from '../../measure/line.ts';
import { median, percentile } from '../../measure/median.ts';
import type { Measure } from '../bench.ts';
import { putByHand } from './put-by-hand.ts';
import { goTo, quiet, type Stage } from './stage.ts';

const boundMs = 100;
const line = { bench: 'client', unit: 'ms', cost: null } as const;

interface Loading {
  /** From the beginning of the page's life until its list and its conversation are painted. */
  readonly whole: number;
  /** Of that, what came after the app had drawn for the first time: opening the store, unsealing, and drawing what it has. */
  readonly store: number;
}

const untilShown = (tab: Tab): Promise<Loading> =>
  tab.page.evaluate(async () => {
    while (!document.getElementById('root')?.firstElementChild)
      await new Promise((resolve) => requestAnimationFrame(resolve));
    const drawn = performance.now();
    while (!document.querySelector('[data-row]')) {
      if (performance.now() > 30_000) throw new Error('there is nothing to read');
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const whole = performance.now();
    return { whole, store: whole - drawn };
  });

/** How soon there is something to read: from memory, from the disk without a network, and of the whole page anew. */
export async function firstScreen(tab: Tab, stage: Stage, { rounds }: Measure): Promise<readonly Line[]> {
  const turns = rounds + 1;
  const memory: number[] = [];
  const byHand: number[] = [];
  const server: number[] = [];
  // Only what was read is on the disk: of the others there is nothing to show without a network.
  const read = stage.rooms.slice(0, 5);
  for (let turn = 0; turn < turns; turn += 1) {
    for (const room of read) {
      // The first time it is not in memory yet.
      (turn === 0 ? server : memory).push(await goTo(tab, room));
      await tab.page.waitForTimeout(150);
      if (turn === 0) continue;
      byHand.push(await putByHand(tab));
      await tab.page.waitForTimeout(150);
    }
  }
  const reloads: Loading[] = [];
  await goTo(tab, read[0] ?? '');
  for (let turn = 0; turn < turns; turn += 1) {
    await quiet(tab);
    // What was read is on the disk a second later.
    await tab.page.waitForTimeout(1_200);
    await tab.page.reload({ waitUntil: 'commit' });
    reloads.push(await untilShown(tab));
  }
  await quiet(tab);

  await tab.context.setOffline(true);
  await tab.page.reload({ waitUntil: 'commit' });
  await untilShown(tab);
  await tab.page.waitForTimeout(1_500);
  const disk: number[] = [];
  for (const room of read.slice(1)) {
    disk.push(await goTo(tab, room));
    await tab.page.waitForTimeout(250);
  }
  const store = median(reloads.map((one) => one.store));
  return [
    {
      ...line,
      what: 'a conversation from the server, p75',
      value: percentile(server, 0.75),
      ratio: null,
      bound: null,
    },
    {
      ...line,
      what: 'a conversation from memory, p75',
      value: percentile(memory, 0.75),
      ratio: percentile(memory, 0.75) / boundMs,
      bound: { atMost: 1 },
    },
    {
      ...line,
      what: 'its elements put in by hand, p75',
      value: percentile(byHand, 0.75),
      ratio: percentile(byHand, 0.75) / boundMs,
      bound: null,
    },
    {
      ...line,
      what: 'a conversation from the disk, offline, p75',
      value: percentile(disk, 0.75),
      ratio: percentile(disk, 0.75) / boundMs,
      bound: { atMost: 1 },
    },
    {
      ...line,
      what: 'a page loaded anew, from its first frame to what the disk has',
      value: store,
      ratio: store / boundMs,
      bound: { atMost: 1 },
    },
    {
      ...line,
      what: 'the whole of it, from the press of reload',
      value: median(reloads.map(({ whole }) => whole)),
      ratio: null,
      bound: null,
    },
  ];
}
