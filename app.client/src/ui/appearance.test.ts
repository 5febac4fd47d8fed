import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { APPEARANCE_KEY, type Appearance, createAppearance } from './appearance.ts';

const script = readFileSync('app.client/public/theme.js', 'utf8');

function freshPage(kept?: string): Document {
  const page = document.implementation.createHTMLDocument();
  page.head.innerHTML = `
    <meta name="theme-color" media="(prefers-color-scheme: light)" content="#ecf2f4">
    <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#081013">`;
  localStorage.clear();
  if (kept !== undefined) localStorage.setItem(APPEARANCE_KEY, kept);
  return page;
}

/** What the page looks like to the tokens and to the browser's frame. */
function look(page: Document) {
  const frames = [...page.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')];
  return { ...page.documentElement.dataset, frame: frames.map((meta) => meta.content) };
}

function loadAgain(kept: string, more: boolean) {
  const page = freshPage(kept);
  const run = new Function('document', 'localStorage', 'matchMedia', script);
  run(page, localStorage, () => ({ matches: more }));
  return look(page);
}

const keptElsewhere = () => undefined;

describe('appearance', () => {
  let page: Document;
  beforeEach(() => {
    page = freshPage();
  });

  it.each<[Appearance, boolean]>([
    [{}, false],
    [{}, true],
    [{ theme: 'dark', density: 'compact' }, false],
    [{ theme: 'light', contrast: 'less', words: 'sans' }, true],
    [{ contrast: 'more', numbers: 'always' }, false],
  ])('looks after a reload, before the first paint, as it looked when it was chosen: %j', (chosen, more) => {
    const world = { root: page.documentElement, storage: localStorage, prefersMoreContrast: () => more, keptElsewhere };
    createAppearance(world).choose(chosen);
    const kept = localStorage.getItem(APPEARANCE_KEY);
    expect(loadAgain(kept ?? '', more)).toEqual(look(page));
  });

  it('takes nothing from a store that holds something else', () => {
    for (const kept of ['null', '[1]', '{"theme":"pink","density":7}', 'not json']) {
      page = freshPage(kept);
      const world = {
        root: page.documentElement,
        storage: localStorage,
        prefersMoreContrast: () => false,
        keptElsewhere,
      };
      expect(createAppearance(world).current()).toEqual({});
      expect(loadAgain(kept, false)).toEqual(look(page));
    }
  });

  it('looks in one tab as it was chosen in another, as soon as that has kept it', () => {
    let tell: () => void = () => undefined;
    const world = {
      root: page.documentElement,
      storage: localStorage,
      prefersMoreContrast: () => false,
      keptElsewhere: (listener: () => void) => {
        tell = listener;
      },
    };
    const keeper = createAppearance(world);
    const seen: Appearance[] = [];
    keeper.subscribe(() => seen.push(keeper.current()));
    localStorage.setItem(APPEARANCE_KEY, '{"theme":"dark"}');
    tell();
    tell();
    expect(look(page)).toMatchObject({ theme: 'dark' });
    expect(seen).toEqual([{ theme: 'dark' }]);
  });
});
