import type { Tab } from '../../browser/tab.ts';

/**
 * Milliseconds until the open conversation is painted when a copy of its elements is put in its place and nothing else is
 * done: what this browser takes for its style, layout and paint alone. No script of a client can be sooner.
 */
export const putByHand = (tab: Tab): Promise<number> =>
  tab.page.evaluate(async () => {
    const page = document.querySelector('.ui-page');
    const lineOf = (within: ParentNode) => within.querySelector('.ui-page [role="region"]');
    const scrolled = page && lineOf(document)?.scrollTop;
    if (!page || scrolled === undefined || scrolled === null) throw new Error('no conversation is open');
    const own = [...page.childNodes];
    const copies = own.map((node) => node.cloneNode(true));
    const put = (nodes: readonly Node[]) => {
      page.replaceChildren(...nodes);
      // As every opening does, which begins at the newest.
      lineOf(document)?.scrollTo(0, scrolled);
    };
    const began = performance.now();
    put(copies);
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const took = performance.now() - began;
    put(own);
    return took;
  });
