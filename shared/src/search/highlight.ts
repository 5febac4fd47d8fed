import { limits } from '../limits.ts';
import type { SoughtWord } from './compile.ts';
import { lexemesOf } from './document.ts';
import { type Folded, fold } from './fold.ts';
import type { Stems } from './stems.ts';
import { tokensOf } from './tokens.ts';

/** A stretch of the original text, `[from, to)` in UTF-16 units. */
export type Stretch = readonly [from: number, to: number];

/** Where in a content the sought words stand: offsets, never markup. In order, without overlaps. */
export function highlightsOf(content: string, words: readonly SoughtWord[], stems: Stems): Stretch[] {
  const folded = fold(content);
  const found: Stretch[] = words.flatMap((word) => textIn(folded, word));
  const wanted = new Set(words.flatMap(({ lexemes }) => lexemes));
  if (wanted.size > 0) {
    for (const token of tokensOf(folded)) {
      if (lexemesOf(token, stems).some((lexeme) => wanted.has(lexeme))) found.push([token.from, token.to]);
    }
  }
  return merged(found.map(([from, to]) => [folded.starts[from] ?? 0, folded.ends[to - 1] ?? content.length]));
}

function textIn({ text }: Folded, { text: sought }: SoughtWord): Stretch[] {
  const found: Stretch[] = [];
  if (sought === null) return found;
  for (let at = text.indexOf(sought); at >= 0 && found.length < limits.highlights; ) {
    found.push([at, at + sought.length]);
    at = text.indexOf(sought, at + sought.length);
  }
  return found;
}

function merged(stretches: Stretch[]): Stretch[] {
  const apart: [number, number][] = [];
  for (const [from, to] of stretches.sort(([one], [other]) => one - other)) {
    const last = apart.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else apart.push([from, to]);
  }
  return apart.slice(0, limits.highlights);
}
