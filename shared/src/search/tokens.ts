import type { Folded } from './fold.ts';

/**
 * A piece of a text that can be looked up. `word` is what stands between separators, `part` a piece of a camelCase name,
 * `joined` what a hyphen or the like holds together, `gram` one or two characters of a script without blanks.
 */
export interface Token {
  readonly kind: 'word' | 'part' | 'joined' | 'gram' | 'emoji';
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** Longer words are found as text only: they are no words, and every index has its limit. */
export const longestToken = 64;

// Scripts whose words stand without blanks between them, or bear particles at their end as Korean does.
const dense =
  '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}\\u30fc\\u3099\\u309a';
const run = new RegExp(
  `([${dense}]+)|((?:(?![${dense}])[\\p{L}\\p{N}\\p{M}])+)|(\\p{Extended_Pictographic}|[\\u{1f1e6}-\\u{1f1ff}])`,
  'gu',
);
const joins = /^[-_'.]$/;

/** All tokens of a folded text, in order of their kind within each run. Linear. */
export function tokensOf(folded: Folded): Token[] {
  const tokens: Token[] = [];
  let chain: Token[] = [];
  for (const match of folded.text.matchAll(run)) {
    const [text, denseRun, word] = match;
    const from = match.index;
    const to = from + text.length;
    if (word === undefined) {
      joinChain(chain, tokens);
      chain = [];
      if (denseRun === undefined) tokens.push({ kind: 'emoji', text, from, to });
      else pushGrams(denseRun, from, tokens);
      continue;
    }
    const token: Token = { kind: 'word', text, from, to };
    const before = chain.at(-1);
    if (before && !joins.test(folded.text.slice(before.to, from))) {
      joinChain(chain, tokens);
      chain = [];
    }
    chain.push(token);
    if (text.length > longestToken) continue;
    tokens.push(token);
    pushParts(folded, token, tokens);
  }
  joinChain(chain, tokens);
  return tokens;
}

/** Every two neighbours, and the whole: "wi-fi" is also "wifi", and "e-mail-list" has "email" in it. */
function joinChain(chain: readonly Token[], into: Token[]): void {
  for (let at = 1; at < chain.length; at++) pushJoined(chain.slice(at - 1, at + 1), into);
  if (chain.length > 2 && chain.length <= longestToken) pushJoined(chain, into);
}

function pushJoined(chain: readonly Token[], into: Token[]): void {
  const text = chain.map((token) => token.text).join('');
  const [first] = chain;
  const last = chain.at(-1);
  if (first && last && text.length <= longestToken) into.push({ kind: 'joined', text, from: first.from, to: last.to });
}

function pushGrams(text: string, from: number, into: Token[]): void {
  let at = from;
  let before: string | null = null;
  for (const letter of text) {
    const to = at + letter.length;
    into.push({ kind: 'gram', text: letter, from: at, to });
    if (before !== null) into.push({ kind: 'gram', text: before + letter, from: at - before.length, to });
    before = letter;
    at = to;
  }
}

function pushParts({ text, capital }: Folded, token: Token, into: Token[]): void {
  let from = token.from;
  for (let at = token.from + 1; at <= token.to; at++) {
    if (at < token.to && !isBorder(text, capital, at, token.to)) continue;
    if (at === token.to && from === token.from) return;
    into.push({ kind: 'part', text: text.slice(from, at), from, to: at });
    from = at;
  }
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** fooBar, HTTPServer, v2: where a part ends and the next begins. */
function isBorder(text: string, capital: readonly boolean[], at: number, end: number): boolean {
  const digit = isDigit(text.charCodeAt(at));
  if (digit !== isDigit(text.charCodeAt(at - 1))) return true;
  if (capital[at] !== true) return false;
  return capital[at - 1] !== true || (at + 1 < end && capital[at + 1] !== true && !isDigit(text.charCodeAt(at + 1)));
}
