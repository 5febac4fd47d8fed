import type { Plugin } from 'vite';

/** The faces that the first screen is set in, for most: of the words, and of everything else. */
const firstFaces = /(?:literata-latin-opsz|instrument-sans-latin-wght)-normal-[^/]+\.woff2$/u;

/**
 * Names the first screen's faces in the page: otherwise they are asked for by the first layout, and all of its text is
 * laid out again when they are there. They yield to the script, which nothing is shown without.
 */
export function fontPreload(): Plugin {
  let base = '/';
  return {
    name: 'font-preload',
    apply: 'build',
    configResolved(resolved) {
      base = resolved.base;
    },
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {} }) =>
        Object.keys(bundle)
          .filter((file) => firstFaces.test(file))
          .sort()
          .map((file) => ({
            tag: 'link',
            attrs: {
              rel: 'preload',
              as: 'font',
              type: 'font/woff2',
              href: `${base}${file}`,
              crossorigin: '',
              fetchpriority: 'low',
            },
            injectTo: 'head' as const,
          })),
    },
  };
}
