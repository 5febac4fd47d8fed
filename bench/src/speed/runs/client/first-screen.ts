import type { Tab } from '../../browser/tab.ts';
import type { Line } from '../../measure/line.ts';
import { median, percentile } from '../../measure/median.ts';
import { goTo, quiet, type Stage } from './stage.ts';

const boundMs = 100;
const line = { bench: 'client', unit: 'ms', cost: null } as const;

/** From the beginning of the page's life until its list and its conversation are painted. */
const untilShown = (tab: Tab): Promise<number> =>
  tab.page.evaluate(async () => {
    while (!document.querySelector('[data-row]')) {
      if (performance.now() > 30_000) throw new Error('there is nothing to read');
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return performance.now();
  });

/** How soon there is something to read: from memory, from the disk without a network, and of the whole page anew. */
export async function firstScreen(tab: Tab, stage: Stage, rounds: number): Promise<readonly Line[]> {
  const turns = rounds * 2;
  const memory: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    for (const room of stage.rooms.slice(0, 5)) {
      memory.push(await goTo(tab, room));
      await tab.page.waitForTimeout(150);
    }
  }
  const reloads: number[] = [];
  const first = stage.rooms[0] ?? '';
  await goTo(tab, first);
  for (let turn = 0; turn < turns; turn += 1) {
    await quiet(tab, 2_500);
    await tab.page.reload({ waitUntil: 'commit' });
    reloads.push(await untilShown(tab));
  }
  await quiet(tab, 2_500);

  await tab.context.setOffline(true);
  await tab.page.reload({ waitUntil: 'commit' });
  await untilShown(tab);
  await tab.page.waitForTimeout(3_000);
  const disk: number[] = [];
  for (const room of stage.rooms.slice(1)) {
    disk.push(await goTo(tab, room));
    await tab.page.waitForTimeout(500);
  }
  await tab.context.setOffline(false);
  await tab.page.reload();
  await quiet(tab);
  return [
    {
      ...line,
      what: 'a conversation from memory, p75',
      value: percentile(memory, 0.75),
      ratio: percentile(memory, 0.75) / boundMs,
      bound: { atMost: 1 },
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
      what: 'the whole page anew, until there is something to read',
      value: median(reloads),
      ratio: null,
      bound: null,
    },
  ];
}
