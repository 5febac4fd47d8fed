import type { Page } from 'playwright-core';

/**
 * What a page says of the record, in words: each line of the list, and each row of the open conversation with its number, its
 * tick and who has read up to it. Left out is what is of one visit or one moment: where the new begins and the heads that
 * follow from it, who is here now, what somebody is writing.
 */
export const shownOn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const labelOf = (one: Element | null) => one?.getAttribute('aria-label') ?? '';
    const textOf = (one: Element | null) => one?.textContent ?? '';
    const lines = [...document.querySelectorAll('[data-conversation]')].map((line) => {
      const tick = labelOf(line.querySelector('.ui-rail-preview .ui-tick'));
      const faces = [...line.querySelectorAll('.ui-avatar')].map(textOf).join('');
      const words = ['.ui-rail-name', '.ui-rail-preview', '.ui-badge'].map((part) => textOf(line.querySelector(part)));
      return ['line', faces, ...words, tick].join(' | ');
    });
    const rows = [...document.querySelectorAll('[data-row]')].map((row) => {
      const end = [...row.querySelectorAll('.ui-tick, .ui-readers')].map(labelOf);
      return ['row', textOf(row.querySelector('.ui-row-no')), labelOf(row), ...end].join(' | ');
    });
    return [...lines.toSorted(), ...rows];
  });
