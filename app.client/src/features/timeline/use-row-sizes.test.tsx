import type { Message } from '@parley/shared/models/message.ts';
import { Virtualizer } from '@tanstack/react-virtual';
import { renderHook } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { LineItem } from './arrange.ts';
import { KnownSizes, useKnownSizes } from './KnownSizes.tsx';
import { type RowSizes, useRowSizes } from './use-row-sizes.ts';

/** A message whose words take so many lines, by themselves. */
function saying(id: string, lines: number): LineItem {
  const message: Message = {
    id,
    conversationId: 'c',
    seq: 1,
    rev: 1,
    version: 1,
    kind: 'text',
    senderId: 'ana',
    content: 'words\n'.repeat(lines),
    event: null,
    createdAt: '2026-11-20T09:00:00.000Z',
    composedAt: null,
    editedAt: null,
    deletedAt: null,
  };
  return { kind: 'message', key: id, row: { id, message, entry: null }, head: true, skippedFrom: null };
}

/** Tells a line that one of its rows was drawn so tall. */
function drawRow({ estimate, measure }: RowSizes, count: number, index: number, height: number): void {
  const line = new Virtualizer<HTMLDivElement, HTMLLIElement>({
    count,
    getScrollElement: () => null,
    estimateSize: estimate,
    scrollToFn: () => {},
    observeElementRect: () => {},
    observeElementOffset: () => {},
  });
  const row = document.createElement('li');
  row.dataset.index = String(index);
  const size = [{ inlineSize: 600, blockSize: height }];
  measure(row, { borderBoxSize: size } as unknown as ResizeObserverEntry, line);
}

/** The sizes of a line that somebody reads at its end, or elsewhere, and what tells how tall one of its rows was drawn. */
function sizesOf(items: readonly LineItem[], sticks: boolean) {
  const { result, rerender } = renderHook((shown: readonly LineItem[]) => useRowSizes(shown, { current: sticks }), {
    initialProps: items,
  });
  const estimates = (shown: readonly LineItem[]) => {
    rerender(shown);
    return shown.map((_, index) => result.current.estimate(index));
  };
  const draw = (index: number, height: number) => drawRow(result.current, items.length, index, height);
  return { estimates, draw };
}

const items = [saying('one', 4), saying('two', 1), saying('three', 4)];

it('takes a row that was never drawn for as tall as the last that was like it', () => {
  const { estimates, draw } = sizesOf(items, true);
  const [first, second] = estimates(items);
  draw(2, 130);
  expect(estimates([...items])).toEqual([130, second, 130]);
  expect(first).not.toBe(130);
});

it('keeps what it was taken for at the end too, though others like it are drawn a little taller or smaller', () => {
  const { estimates, draw } = sizesOf(items, true);
  estimates(items);
  draw(2, 130);
  const learnt = estimates([...items]);
  draw(2, 134);
  expect(estimates([...items])).toEqual(learnt);
  expect(estimates([saying('zero', 4), ...items])[0]).toBe(134);
});

it('does not take a row for another size while somebody reads below it: what is read would move', () => {
  const { estimates, draw } = sizesOf(items, false);
  const before = estimates(items);
  draw(2, 130);
  expect(estimates([...items]).slice(0, 2)).toEqual(before.slice(0, 2));
  // What comes to the line later begins with what is known.
  expect(estimates([saying('zero', 4), ...items])[0]).toBe(130);
});

it('knows from an earlier visit how tall rows are, as long as the line is as wide', () => {
  const now = [saying('four', 4)];
  const visits = renderHook(
    () => ({
      earlier: useRowSizes(items, { current: true }),
      later: useRowSizes(now, { current: true }),
      known: useKnownSizes(),
    }),
    { wrapper: KnownSizes },
  ).result.current;
  visits.known.noteRoom({ width: 800, height: 600 });
  const unknown = visits.later.estimate(0);
  drawRow(visits.earlier, items.length, 2, 130);
  visits.known.noteRoom({ width: 800, height: 500 });
  expect(visits.later.estimate(0)).toBe(130);
  visits.known.noteRoom({ width: 600, height: 500 });
  expect(visits.later.estimate(0)).toBe(unknown);
});
