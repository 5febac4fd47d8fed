import type { Random } from '../../chaos/random.ts';
import { languages, ornaments } from './languages.ts';

const onsets = ['br', 'cl', 'dr', 'fl', 'gr', 'kl', 'pl', 'pr', 'sk', 'sp', 'st', 'tr', 'v', 'w', 'z', 'j', 'q', 'x'];
const vowels = ['a', 'e', 'i', 'o', 'u', 'y'];
const codas = ['lk', 'mp', 'nd', 'rk', 'rt', 'sk', 'lm', 'nk', 'x', 'z', 'v', 'b'];
/** Two words of the corpus share no stretch of so many letters, so that no part or stem of one is in another. */
const APART = 4;

/** Makes words that nobody ever wrote: what a query finds of them is known without any search. */
export function createNonces(random: Random) {
  const taken = new Set<string>();
  const stretches = (word: string) =>
    Array.from({ length: Math.max(0, word.length - APART + 1) }, (_, at) => word.slice(at, at + APART));
  for (const word of [...languages.flatMap(({ words }) => words), ...ornaments])
    for (const stretch of stretches(word.toLowerCase())) taken.add(stretch);
  // What the spellings of digits are planted with.
  const digits = new Set<string>(['4782', '7826', '8261']);

  function word(syllables = 3): string {
    for (;;) {
      const made = Array.from(
        { length: syllables },
        () => `${random.pick(onsets)}${random.pick(vowels)}${random.chance(0.5) ? random.pick(codas) : ''}`,
      ).join('');
      const mine = stretches(made);
      if (made.length < 7 || mine.some((stretch) => taken.has(stretch))) continue;
      for (const stretch of mine) taken.add(stretch);
      return made;
    }
  }

  return {
    word,
    words: (count: number) => Array.from({ length: count }, () => word()),
    /** A number that stands in no other one. */
    number(): string {
      for (;;) {
        const made = String(random.between(100_000, 999_999));
        const mine = [made.slice(0, 4), made.slice(1, 5), made.slice(2)];
        if (mine.some((four) => digits.has(four))) continue;
        for (const four of mine) digits.add(four);
        return made;
      }
    },
  };
}

export type Nonces = ReturnType<typeof createNonces>;
