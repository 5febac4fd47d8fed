import type { CompiledQuery, SoughtWord } from './compile.ts';
import type { Candidate } from './condition.ts';
import { recordMoment } from './days.ts';

const day = 86_400_000;

/** Ages at which a message counts one less, in days. */
const ages = [1, 7, 30, 90, 365];

/** What a word counts: as a whole, in another form, or inside another. A match outweighs two steps of age. */
export const weights = { exact: 6, form: 4, part: 2 } as const;

/** Before these moments a message counts one less, for each. Named once for a search, so that its pages agree. */
export const ageBorders = (now: number): readonly string[] => ages.map((days) => recordMoment(now - days * day));

const weightOf = ({ exact, lexemes }: SoughtWord, candidate: Candidate): number => {
  if (exact !== null && candidate.hasLexeme(exact)) return weights.exact;
  return lexemes.some((lexeme) => candidate.hasLexeme(lexeme)) ? weights.form : weights.part;
};

/** How well a message that was found fits, by its words and its age. The server's SQL computes the same number. */
export function scoreOf({ words }: CompiledQuery, borders: readonly string[], candidate: Candidate): number {
  const age = borders.filter((border) => candidate.createdAt < border).length;
  return words.reduce((sum, word) => sum + weightOf(word, candidate), 0) - age;
}

/** Where a hit stands among the hits. */
export interface HitPlace {
  readonly score: number;
  readonly createdAt: string;
  readonly conversationId: string;
  readonly seq: number;
}

const compare = <T>(one: T, other: T): number => (one < other ? 1 : one > other ? -1 : 0);

/** The order of hits, best or newest first, with no two places the same. */
export const byPlace =
  (order: 'newest' | 'best') =>
  (one: HitPlace, other: HitPlace): number =>
    (order === 'best' ? compare(one.score, other.score) : 0) ||
    compare(one.createdAt, other.createdAt) ||
    compare(one.conversationId, other.conversationId) ||
    compare(one.seq, other.seq);
