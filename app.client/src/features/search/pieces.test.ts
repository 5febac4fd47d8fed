import { expect, it } from 'vitest';
import { foundPieces } from './pieces.ts';

const shown = (content: string, ...highlights: [number, number][]) =>
  foundPieces(content, highlights).map(({ text, found }) => (found ? `[${text}]` : text));

it('marks what was found and leaves the rest as it was written', () => {
  expect(shown('the ferry leaves', [4, 9])).toEqual(['the ', '[ferry]', ' leaves']);
  expect(shown('東京へ', [0, 2])).toEqual(['[東京]', 'へ']);
  expect(shown('nothing to mark')).toEqual(['nothing to mark']);
});

it('says by dots that a long text goes on, and cuts no character in two', () => {
  const long = `${'🚢'.repeat(100)}a needle ${'🚢'.repeat(200)}`;
  const pieces = shown(long, [202, 208]);
  expect(pieces.at(0)).toBe('… ');
  expect(pieces).toContain('[needle]');
  expect(pieces.at(-1)).toBe(' …');
  expect(pieces.every((piece) => piece.isWellFormed())).toBe(true);
});
