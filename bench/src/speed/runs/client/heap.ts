import { held } from '@parley/client/chat-client/timeline/trim.ts';
import type { Tab } from '../../browser/tab.ts';
import type { Line } from '../../measure/line.ts';
import { median } from '../../measure/median.ts';
import type { Measure } from '../bench.ts';
import { goTo, quiet, type Stage, toEnd } from './stage.ts';

const line = { bench: 'client', cost: null } as const;
const samples = 8;
/** From one cut of the stretch that is held to the next: weighed at such steps, it is always about as long. */
const fromCutToCut = held.most - held.kept;
const anHour = 20 * 3_600;
const perSecond = 400;

/** Bytes that a message leaves behind: the slope of a straight line through what was held, by least squares. */
function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const over = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return over / points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}

/** What traffic leaves behind in a conversation that is open all the time: so many messages, as fast as they go, weighed in between. */
export async function heap(tab: Tab, stage: Stage, { rounds }: Measure): Promise<readonly Line[]> {
  const each = fromCutToCut * (rounds === 1 ? 1 : 2);
  const messages = samples * each;
  await goTo(tab, stage.hall);
  await toEnd(tab);
  await quiet(tab);
  const weighed: (readonly [number, number])[] = [];
  let elements = 0;
  for (let nth = 0; nth <= samples; nth += 1) {
    if (nth > 0) await stage.talk.say(perSecond, (each / perSecond) * 1_000);
    await tab.page.waitForTimeout(1_000);
    const now = await tab.held();
    weighed.push([nth * each, now.bytes]);
    elements = now.elements;
  }
  // The first half fills what is meant to be filled: the stretch that is held, measurements, caches, and what the browser
  // compiles: of what came after a quarter, nine tenths were code.
  const settled = weighed.slice(samples / 2);
  const bytes = settled.map(([, value]) => value);
  const thirds = Math.floor(bytes.length / 3);
  const [before, after] = [median(bytes.slice(0, thirds)), median(bytes.slice(-thirds))];
  return [
    {
      ...line,
      what: `heap after ${messages.toLocaleString('en')} messages, to half of them`,
      value: after / 1_048_576,
      unit: 'MB',
      ratio: after / before,
      bound: { atMost: 1.05 },
    },
    {
      ...line,
      what: 'bytes that a message leaves behind',
      value: slopeOf(settled),
      unit: 'bytes',
      ratio: null,
      bound: null,
    },
    {
      ...line,
      what: `what ${anHour.toLocaleString('en')} would leave by that, an hour at twenty a second`,
      value: (slopeOf(settled) * anHour) / 1_048_576,
      unit: 'MB',
      ratio: null,
      bound: null,
    },
    { ...line, what: 'elements of the page by then', value: elements, unit: '', ratio: null, bound: null },
  ];
}
