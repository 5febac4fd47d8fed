import { limits } from '../limits.ts';
import { dayOf } from './days.ts';
import { fold } from './fold.ts';
import { type Operator, operatorNamed } from './operators.ts';

interface Placed {
  /** Where it stands in the query. */
  readonly from: number;
  readonly to: number;
  readonly negative: boolean;
}

/** One piece of a query: a word, a phrase, or an operator with its value. */
export type Term =
  | (Placed & { readonly kind: 'word' | 'phrase'; readonly text: string })
  | (Placed & { readonly kind: 'filter'; readonly operator: Operator; readonly value: string });

/** What is wrong with a query, and where. */
export interface QueryProblem {
  readonly reason: 'empty' | 'too_long' | 'too_many' | 'no_value' | 'unknown_value' | 'no_day';
  readonly from: number;
  readonly to: number;
}

/** A query read: its terms, or the first mistake. */
export type ParsedQuery =
  | { readonly terms: readonly Term[]; readonly problem: null }
  | { readonly terms: readonly Term[]; readonly problem: QueryProblem };

// A minus excludes what can be a word; before another sign it is one itself: `->`, `--force`.
const item =
  /(-(?=[\p{L}\p{N}\p{Extended_Pictographic}"@#_.:/]))?(?:([a-zA-Z]{1,12}):(?:"([^"]*)"?|(\S*))|"([^"]*)"?|(\S+))/uy;
const blank = /\s+/y;

/**
 * Reads a query, linearly. What looks like an operator but is none (`https://`, `note:`) is a word: it must be findable.
 * A phrase that is not closed runs to the end, because it is being typed.
 */
export function parseQuery(written: string): ParsedQuery {
  // Half a character can be in no message; it would be found in halves of whole ones.
  const query = written.toWellFormed();
  const terms: Term[] = [];
  const wrong = (reason: QueryProblem['reason'], from: number, to: number): ParsedQuery => ({
    terms,
    problem: { reason, from, to },
  });
  if (query.length > limits.queryLength) return wrong('too_long', limits.queryLength, query.length);
  for (let at = 0; at < query.length; ) {
    blank.lastIndex = at;
    if (blank.test(query)) at = blank.lastIndex;
    if (at >= query.length) break;
    const term = readTerm(query, at);
    at = term.to;
    if ('text' in term && fold(term.text).text.trim() === '') continue;
    const reason = term.kind === 'filter' ? valueProblem(term.operator, term.value) : null;
    if (reason) return wrong(reason, term.from, term.to);
    terms.push(term);
    if (terms.length > limits.queryTerms) return wrong('too_many', term.from, query.length);
  }
  return terms.length === 0 ? wrong('empty', 0, query.length) : { terms, problem: null };
}

function readTerm(query: string, from: number): Term {
  item.lastIndex = from;
  const match = item.exec(query);
  const [whole = query.slice(from), minus, name, quoted, bare, phrase, word = ''] = match ?? [];
  const to = from + whole.length;
  const negative = minus === '-';
  const operator = name === undefined ? undefined : operatorNamed(name);
  if (operator) {
    const value = (quoted ?? bare ?? '').trim();
    return {
      kind: 'filter',
      operator,
      value: Array.isArray(operator.value) ? value.toLowerCase() : value,
      from,
      to,
      negative,
    };
  }
  if (name !== undefined) return { ...wordAt(query, from, negative), negative };
  if (phrase !== undefined) return { kind: 'phrase', text: phrase, from, to, negative };
  return { kind: 'word', text: negative ? word : whole, from, to, negative };
}

/** `note:"two words"` is no operator: the word ends at the first blank. */
function wordAt(query: string, from: number, negative: boolean): Term {
  const end = query.slice(from).search(/\s/);
  const to = end < 0 ? query.length : from + end;
  return { kind: 'word', text: query.slice(from + (negative ? 1 : 0), to), from, to, negative };
}

function valueProblem({ value: wanted }: Operator, value: string): QueryProblem['reason'] | null {
  if (value === '') return 'no_value';
  if (wanted === 'day') return dayOf(value, 'UTC', 0) === null ? 'no_day' : null;
  return typeof wanted !== 'string' && !wanted.includes(value) ? 'unknown_value' : null;
}
