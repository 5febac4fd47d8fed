import { built, ensureBuilt } from '@parley/local/build.ts';
import { Failure } from '@parley/local/failure.ts';
import { openBrowser, type Tab } from '../../browser/tab.ts';
import type { Line } from '../../measure/line.ts';
import type { Bench, Measure } from '../bench.ts';
import { firstScreen } from './first-screen.ts';
import { heap } from './heap.ts';
import { requests } from './requests.ts';
import { scrolling } from './scrolling.ts';
import { type Stage, setStage } from './stage.ts';
import { traffic } from './traffic.ts';

/** So much slower than this machine is what the client is looked at on. */
const slower = 4;
const aMinute = 60_000;

interface Part {
  readonly name: string;
  readonly slower: number;
  /** Longer than it takes: a part that does not end is a line that misses its bound, and the others go on. */
  readonly patienceMs: number;
  run(tab: Tab, stage: Stage, measure: Measure): Promise<readonly Line[]>;
}

const parts: readonly Part[] = [
  { name: 'requests', slower, patienceMs: aMinute, run: requests },
  { name: 'the first screen', slower, patienceMs: aMinute, run: firstScreen },
  { name: 'presses under traffic', slower, patienceMs: aMinute, run: traffic },
  { name: 'frames', slower, patienceMs: aMinute, run: scrolling },
  { name: 'the heap', slower: 1, patienceMs: 4 * aMinute, run: heap },
];

/** The built app in a real browser, against the real service: what it asks for, how soon it answers, what it keeps. */
export const client: Bench = async (lab, measure) => {
  const chosen = parts.filter(({ name }) => name.includes(measure.part ?? ''));
  if (chosen.length === 0)
    throw new Failure(`There is no part ${measure.part}: ${parts.map(({ name }) => name).join(', ')}.`);
  await ensureBuilt(console.log, undefined, ['client']);
  const server = await lab.service({ CLIENT_DIR: built.client });
  const stage = await setStage(lab, server.url);
  const browser = await openBrowser();
  const lines: Line[] = [];
  try {
    for (const part of chosen) {
      const tab = await browser.open(stage.reader, server.url);
      lines.push(...(await within(part, () => played(part, tab, stage, measure))));
      await tab.context.close();
    }
  } finally {
    await browser.close();
  }
  return lines;
};

/** A tab of its own for each part: none leaves the next its conversations, its disk or what still arrives. */
async function played(part: Part, tab: Tab, stage: Stage, measure: Measure): Promise<readonly Line[]> {
  await tab.page.goto('/');
  await tab.page.locator('[data-conversation]').first().waitFor();
  // The worker has the app's files from now on, as in every visit but the very first.
  await tab.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await tab.page.reload();
  await tab.page.locator('[data-conversation]').first().waitFor();
  await tab.slower(part.slower);
  if (!measure.profile) return part.run(tab, stage, measure);
  let lines: readonly Line[] = [];
  const where = await tab.profileOf(async () => {
    lines = await part.run(tab, stage, measure);
  });
  for (const one of [`  where the time of ${part.name} went`, ...where]) console.log(one);
  return lines;
}

async function within(part: Part, work: () => Promise<readonly Line[]>): Promise<readonly Line[]> {
  const ms = part.patienceMs;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end within ${ms / 1_000} s`)), ms);
  });
  try {
    return await Promise.race([work(), late]);
  } catch (error) {
    console.log(`  ${part.name}: ${error instanceof Error ? error.message : error}`);
    const what = `${part.name}: parts that did not end`;
    return [{ bench: 'client', what, value: 1, unit: '', ratio: 1, bound: { atMost: 0 }, cost: null }];
  } finally {
    clearTimeout(timer);
  }
}
