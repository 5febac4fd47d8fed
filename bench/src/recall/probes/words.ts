import type { Planter } from '../corpus/planter.ts';

/** Whole words, few and many; several of them; phrases; what is excluded; parts. */
export function plantWords({ random, nonces, plant, some, decoys, probe }: Planter): void {
  for (const count of [0, 1, 1, 2, 2, 3, 4, 5, 7, 9, 12, 20, 51, 120, 200]) {
    const word = nonces.word();
    const finds = some(word, count);
    decoys(word);
    probe(count === 0 ? 'nothing to find' : 'a word', word, finds);
    if (count > 0) probe('a word, in capitals', word.toUpperCase(), finds);
  }
  for (let turn = 0; turn < 40; turn += 1) {
    const [one, two, three] = [nonces.word(), nonces.word(), nonces.word()];
    const both = [...some(`${one} ${two}`, 2), plant(`${two}, ${random.pick(['so', 'oh', 'ah'])} ${one}`)];
    const first = some(one, 2);
    plant(two);
    decoys(`${one} ${two}`);
    probe('a word, not another', `${one} -${two}`, first);
    const phrase = [plant(`${one} ${two} ${three}`), plant(`${one}  ${two}\n${three}`)];
    const otherwise = plant(`${two} ${one} ${three}`);
    probe('several words', `${one} ${two}`, [...both, ...phrase, otherwise]);
    probe('several words', `${three} ${one}`, [...phrase, otherwise]);
    probe('a phrase', `"${one} ${two} ${three}"`, phrase);
    probe('a phrase, part of its last word', `"${one} ${two} ${three.slice(0, 5)}"`, phrase);
  }
  for (let turn = 0; turn < 60; turn += 1) {
    const word = nonces.word(4);
    const finds = some(word, random.between(1, 6));
    decoys(word);
    const from = random.between(1, 3);
    probe('part of a word', word.slice(from, from + random.between(5, 6)), finds);
    probe('the beginning of a word', word.slice(0, 6), finds);
    probe('the end of a word', word.slice(-6), finds);
  }
}
