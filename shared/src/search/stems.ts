import { stemmer as arabic } from '@orama/stemmers/arabic';
import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as german } from '@orama/stemmers/german';
import { stemmer as russian } from '@orama/stemmers/russian';
import { stemmer as spanish } from '@orama/stemmers/spanish';

type Stemmer = (word: string) => string;

/** The stems of a word: never the guess of one language, but what each language of its script makes of it. */
export type Stems = (word: string) => readonly string[];

// Which stemmers see a word hangs on its letters alone, so that both sides, and any two versions of a text, agree.
const byScript: readonly { readonly letters: RegExp; readonly stemmers: readonly Stemmer[] }[] = [
  { letters: /^[a-z]+$/, stemmers: [english, german, french, spanish] },
  { letters: /^\p{sc=Cyrillic}+$/u, stemmers: [russian] },
  // Twice: with its article and without it, a word shall end as the same.
  { letters: /^\p{sc=Arabic}+$/u, stemmers: [arabic, (word) => arabic(arabic(word))] },
];

const shortest = 4;
const remembered = 20_000;

/** Stems words, and remembers those it met: a chat says the same words again and again. */
export function createStems(): Stems {
  const known = new Map<string, readonly string[]>();
  return (word) => {
    if (word.length < shortest) return [];
    const met = known.get(word);
    if (met) return met;
    const stemmers = byScript.find(({ letters }) => letters.test(word))?.stemmers ?? [];
    const stems = [...new Set(stemmers.map((stem) => stem(word)))].filter((stem) => stem !== '' && stem !== word);
    // All of it at once: cheaper than order, and what is common comes back at once.
    if (known.size >= remembered) known.clear();
    known.set(word, stems);
    return stems;
  };
}
