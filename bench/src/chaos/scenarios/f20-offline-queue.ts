import type { Device } from '../devices/device.ts';
import { oneOf, pause } from '../faults/fault.ts';
import { createWords } from '../load/load.ts';
import { nth } from './by-hand.ts';
import type { Scenario, Stage } from './scenario.ts';

const offlineFor = 600_000;
const sentWithin = 60_000;
const reloads = 5;
const crashesOffline = 3;
const crashesWhileSending = 4;

/** What any of the tabs knows to be unsent: each knows what it wrote, and what was there when it was opened. */
const unsent = (tabs: readonly Device[]): number =>
  new Set(
    tabs.flatMap(({ client }) => [...client().state.get().outbox.values()].flatMap((all) => all.map(({ id }) => id))),
  ).size;

/** One person writes it all, now in this tab, now in that one; pages are loaded anew and crash meanwhile, also in mid-word. */
async function writeOffline(stage: Stage, tabs: readonly Device[], messages: number): Promise<void> {
  const { world, random, count, stop } = stage;
  const words = createWords(random.fork('offline'));
  const each = (times: number, offset: number) =>
    new Set(Array.from({ length: times }, (_, index) => Math.floor(((index + offset) * messages) / times)));
  const [reloaded, crashed] = [each(reloads, 0.5), each(crashesOffline, 0.25)];
  for (let index = 0; index < messages && !stop.aborted; index += 1) {
    // Ten minutes, as these clocks have it; at the end they are right.
    for (const { clock } of tabs) clock.skew(-offlineFor * (1 - index / messages));
    const tab = oneOf(random, tabs);
    const writing = tab.write(oneOf(random, world.conversations), words());
    if (crashed.has(index)) {
      writing.catch(() => undefined);
      await pause(random.between(0, 3));
      await tab.crash();
      count('tab crashed in mid-write, offline');
    } else await writing;
    if (!reloaded.has(index)) continue;
    await oneOf(random, tabs).reload();
    count('tab loaded anew, offline');
  }
  for (const { clock } of tabs) clock.skew(0);
}

/** Back on a bad line, and crashing on it; how long it took until nothing was unsent. */
async function sendOnBadLine({ random, count, stop }: Stage, tabs: readonly Device[]): Promise<number> {
  const began = performance.now();
  for (const tab of tabs) {
    tab.link.heal();
    tab.link.set({ loss: 0.3, latency: 40, jitter: 40 });
    tab.online(true);
  }
  count('back on a line that loses 30 of 100');
  const took = () => performance.now() - began;
  const isOver = () => unsent(tabs) === 0 || took() > sentWithin * 2 || stop.aborted;
  for (let crashes = 0; crashes < crashesWhileSending && !isOver(); crashes += 1) {
    await pause(random.between(500, 1_500));
    if (isOver()) break;
    await oneOf(random, tabs).crash();
    count('tab crashed, sending');
  }
  while (!isOver()) await pause(100);
  return took();
}

/** So much is written without a network, in three tabs of one browser; then it comes back, badly. */
export const createOfflineQueue = (messages: number): Scenario => ({
  name: 'F20',
  title: `${messages} messages written offline in three tabs that are reloaded and crash, then sent over a line that loses 30 %`,
  seconds: 60,
  people: 4,
  devices: 4,
  groups: 3,
  world: { browsers: true },
  async play(stage) {
    const { world, count, complain, measure } = stage;
    const person = nth(world.citizens, 1);
    const first = nth(world.devices, 1);
    const tabs = [first, await world.addTab(first, person), await world.addTab(first, person)];
    await Promise.all(tabs.slice(1).map((tab) => tab.start()));
    for (const tab of tabs) {
      tab.link.set({ down: true });
      tab.online(false);
    }
    count('three tabs offline');
    await writeOffline(stage, tabs, messages);
    const waiting = unsent(tabs);
    if (waiting < messages - crashesOffline) complain(`${waiting} of ${messages} messages wait on the disk`);
    measure('all that was written offline is sent within', await sendOnBadLine(stage, tabs), { most: sentWithin });
    for (const { link } of tabs) link.heal();
    world.touch();
  },
  judge: ({ stats }) => (stats.replays > 0 ? [] : ['vacuous: no answer to a send was lost']),
});

/** As it is promised. */
export const offlineQueue = createOfflineQueue(200);
