/** How one likes it to look and to be used, on this device. What is left out, the system decides. */
export interface Appearance {
  theme?: 'light' | 'dark';
  contrast?: 'more' | 'less';
  density?: 'compact';
  /** What people say, set in the interface's face. */
  words?: 'sans';
  /** Numbers stand in the margin on every row, not on hover alone. */
  numbers?: 'always';
  /** A key that is a letter or a sign alone does nothing on the page (WCAG 2.1.4). */
  keys?: 'off';
  /** Enter begins a new line, and Ctrl+Enter sends. */
  enter?: 'breaks';
}

/** The desk's colour, for the browser's own frame around the page. */
const FRAME = { light: '#ecf2f4', dark: '#081013' } as const;

/** Where it is kept: `public/theme.js` reads the same key before the first paint. */
export const APPEARANCE_KEY = 'parley.appearance';

/** What is needed of the outside world, so that a test owns it. */
export interface AppearanceWorld {
  root: HTMLElement;
  storage: Pick<Storage, 'getItem' | 'setItem'>;
  prefersMoreContrast: () => boolean;
  /** Calls back whenever another tab has kept something. */
  keptElsewhere: (listener: () => void) => void;
}

/** How everything looks on this device, the same in all its tabs. */
export interface AppearanceKeeper {
  current(): Appearance;
  /** Shows it at once and keeps it. */
  choose(appearance: Appearance): void;
  subscribe(listener: () => void): () => void;
}

const CHOICES: { [Name in keyof Appearance]-?: readonly NonNullable<Appearance[Name]>[] } = {
  theme: ['light', 'dark'],
  contrast: ['more', 'less'],
  density: ['compact'],
  words: ['sans'],
  numbers: ['always'],
  keys: ['off'],
  enter: ['breaks'],
};

function read(storage: AppearanceWorld['storage']): Appearance {
  try {
    const kept: unknown = JSON.parse(storage.getItem(APPEARANCE_KEY) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    const known = Object.entries(kept).filter(([name, value]) =>
      Object.entries(CHOICES).some(([choice, values]) => choice === name && values.some((one) => one === value)),
    );
    return Object.fromEntries(known);
  } catch {
    return {};
  }
}

/** Shows an appearance on the page: attributes the tokens look at, nothing else. */
function showAppearance(
  appearance: Appearance,
  { root, prefersMoreContrast }: Pick<AppearanceWorld, 'root' | 'prefersMoreContrast'>,
): void {
  const more = appearance.contrast === 'more' || (appearance.contrast !== 'less' && prefersMoreContrast());
  const wanted = { ...appearance, contrast: more ? 'more' : undefined };
  for (const name of ['theme', 'contrast', 'density', 'words', 'numbers'] as const) {
    const value = wanted[name];
    if (value === undefined) delete root.dataset[name];
    else root.dataset[name] = value;
  }
  for (const meta of root.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    meta.content = FRAME[appearance.theme ?? (meta.getAttribute('media')?.includes('dark') ? 'dark' : 'light')];
  }
}

/** Keeps the appearance on this device; a device that keeps nothing still shows what was chosen. */
export function createAppearance(world: AppearanceWorld): AppearanceKeeper {
  let appearance = read(world.storage);
  const listeners = new Set<() => void>();
  function show(next: Appearance): void {
    appearance = next;
    showAppearance(appearance, world);
    for (const listener of listeners) listener();
  }
  // Tabs of one device look alike, and at once.
  world.keptElsewhere(() => {
    const kept = read(world.storage);
    if (JSON.stringify(kept) !== JSON.stringify(appearance)) show(kept);
  });
  return {
    current: () => appearance,
    choose: (chosen) => {
      show(chosen);
      try {
        world.storage.setItem(APPEARANCE_KEY, JSON.stringify(appearance));
      } catch {
        // A full or forbidden store loses the choice on the next visit, and nothing more.
      }
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
