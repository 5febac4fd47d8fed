import type { Condition } from './condition.ts';
import { lexemesOf } from './document.ts';
import { fold } from './fold.ts';
import type { Directory } from './operators.ts';
import type { Term } from './parse-query.ts';
import type { Stems } from './stems.ts';
import { type Token, tokensOf } from './tokens.ts';

/** A word or phrase of a query, ready to be compared, ranked and marked. */
export interface SoughtWord {
  /** Folded; null where it is so short that only whole words count: two letters are in nearly everything. */
  readonly text: string | null;
  /** Any of these will do: the word, its stems, its spelling without the hyphen. */
  readonly lexemes: readonly string[];
  /** The word itself, as a whole; null for phrases and scripts without blanks. */
  readonly exact: string | null;
  readonly condition: Condition;
}

/** A query ready to be asked. */
export interface CompiledQuery {
  readonly condition: Condition;
  /** What is sought and may be marked: nothing that was excluded. */
  readonly words: readonly SoughtWord[];
}

const sentenceEnd = /[,;.!?:…]+$/u;
const wordAtAll = /[\p{L}\p{N}]/u;

/** Makes of terms what is asked of each message. */
export function compile(terms: readonly Term[], directory: Directory, stems: Stems): CompiledQuery {
  const conditions: Condition[] = [];
  const words: SoughtWord[] = [];
  for (const term of terms) {
    let condition: Condition;
    if (term.kind === 'filter') condition = term.operator.condition(term.value, directory);
    else {
      const word = soughtWord(term.kind, term.text, stems);
      if (!term.negative) words.push(word);
      condition = word.condition;
    }
    conditions.push(term.negative ? { kind: 'not', of: condition } : condition);
  }
  return { condition: { kind: 'all', of: conditions }, words };
}

function soughtWord(kind: 'word' | 'phrase', written: string, stems: Stems): SoughtWord {
  const bare = written.replace(sentenceEnd, '');
  const folded = fold(kind === 'word' && wordAtAll.test(bare) ? bare : written.trim());
  const tokens = tokensOf(folded);
  const whole = tokens.find(({ from, to, kind: of }) => from === 0 && to === folded.text.length && of !== 'gram');
  const isShort = whole?.kind === 'word' && [...folded.text].length <= 2;
  const lexemes = whole && (kind === 'word' || isShort) ? lexemesOf(whole, stems) : [];
  const text = isShort || folded.text === '' ? null : folded.text;
  const alternatives: Condition[] = lexemes.length > 0 ? [{ kind: 'lexemes', need: 'any', of: lexemes }] : [];
  if (text !== null) alternatives.push(asText(text, tokens));
  const exact = whole && kind === 'word' ? whole.text : null;
  return { text, lexemes, exact, condition: { kind: 'any', of: alternatives } };
}

/** The text; and, where it has them, its pairs of dense script and its emoji, which must be there too and are indexed. */
function asText(text: string, tokens: readonly Token[]): Condition {
  const grams = tokens.filter(({ kind }) => kind === 'gram' || kind === 'emoji');
  const pairs = grams.filter((token) => token.kind === 'emoji' || [...token.text].length === 2);
  const needed = [...new Set((pairs.length > 0 ? pairs : grams).map((token) => token.text))];
  if (needed.length === 0) return { kind: 'text', text };
  return {
    kind: 'all',
    of: [
      { kind: 'lexemes', need: 'all', of: needed },
      { kind: 'text', text },
    ],
  };
}
