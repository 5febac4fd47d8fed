// Runs before the first paint and from our own origin: the wrong theme is never seen, and no script stands in the page.
// It shows what src/ui/appearance.ts keeps; a test holds the two together.
(() => {
  const root = document.documentElement;
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem('parley.appearance') || '{}') || {};
  } catch {
    // A browser that keeps nothing shows what the system prefers.
  }
  const show = (name, value, allowed) => {
    if (allowed.includes(value)) root.dataset[name] = value;
  };
  const asks = kept.contrast !== 'less' && matchMedia('(prefers-contrast: more)').matches;
  show('theme', kept.theme, ['light', 'dark']);
  show('contrast', asks ? 'more' : kept.contrast, ['more']);
  show('density', kept.density, ['compact']);
  show('words', kept.words, ['sans']);
  show('numbers', kept.numbers, ['always']);
  if (root.dataset.theme) {
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
      meta.content = root.dataset.theme === 'dark' ? '#081013' : '#ecf2f4';
    }
  }
})();
