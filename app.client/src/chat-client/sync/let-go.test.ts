import { afterEach, expect, it } from 'vitest';
import { c } from '../testing/engine-lab.ts';
import { type Lab, readyLab, stopLabs } from '../testing/ready-lab.ts';
import { held } from '../timeline/trim.ts';

const labs: Lab[] = [];
afterEach(() => stopLabs(labs));
const ready = () => readyLab(labs);

/** With one conversation held open, in which so much was said since. */
async function after(count: number, isLookedAt: boolean): Promise<Lab> {
  const lab = await ready();
  if (!isLookedAt) lab.engine.holds.leave(c);
  for (let nth = 0; nth < count; nth += 1) lab.say(c, `word ${nth}`);
  await lab.clock.advance(3_000);
  return lab;
}

it('holds no more of a conversation that nobody looks at than anybody needs', async () => {
  const lab = await after(held.most + 50, false);
  const texts = lab.texts(c);
  expect(texts.length).toBeLessThanOrEqual(held.most);
  expect(texts.at(-1)).toBe(`word ${held.most + 49}`);
});

it('cuts nothing under the eyes of a reader until he says that he is at the end; what was cut comes again as a page', async () => {
  const lab = await after(held.most + 50, true);
  expect(lab.texts(c).length).toBeGreaterThanOrEqual(held.most + 50);
  lab.engine.holds.trim(c);
  expect(lab.texts(c)).toHaveLength(held.kept);
  await lab.engine.pages.load(c, 'older');
  expect(lab.texts(c).length).toBeGreaterThan(held.kept);
  expect(lab.texts(c).at(-held.kept - 1)).toBe(`word ${held.most + 49 - held.kept}`);
});
