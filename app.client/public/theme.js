// Runs before the first paint, from our own origin, so that the wrong theme is never seen and no script stands in the page.
// What it reads is written by src/ui/appearance.ts; a test keeps the two in step.
(() => {
  var root = document.documentElement;
  var kept = {};
  try {
    kept = JSON.parse(localStorage.getItem('parley.appearance') || '{}') || {};
  } catch (_) {
    // A browser that keeps nothing shows what the system prefers.
  }
  var more = kept.contrast === 'more' || (kept.contrast !== 'less' && matchMedia('(prefers-contrast: more)').matches);
  if (kept.theme === 'light' || kept.theme === 'dark') root.dataset.theme = kept.theme;
  if (more) root.dataset.contrast = 'more';
  if (kept.density === 'compact') root.dataset.density = 'compact';
  if (kept.words === 'sans') root.dataset.words = 'sans';
  if (kept.numbers === 'always') root.dataset.numbers = 'always';
})();
