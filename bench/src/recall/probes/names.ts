import type { Planter } from '../corpus/planter.ts';

const capital = (word: string): string => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;

/** Identifiers, addresses, file names, names in code and words with hyphens: whole, in part, and as people type them. */
export function plantNames(planter: Planter): void {
  const { nonces, some, decoys, probe } = planter;
  const family = (kind: string, text: string, queries: readonly string[]) => {
    const finds = some(text, 2);
    decoys(text);
    for (const query of queries) probe(kind, query, finds);
  };
  for (let turn = 0; turn < 20; turn += 1) {
    const number = nonces.number();
    family('an id', `PLT-${number}`, [`PLT-${number}`, `plt-${number}`, number, `plt${number}`, number.slice(1, 5)]);
    const [host, path, value] = [nonces.word(), nonces.word(), nonces.number()];
    family('a URL', `https://${host}.example.org/${path}/a_b?ref=${value}#top`, [
      `https://${host}.example.org/${path}/a_b?ref=${value}#top`,
      `${host}.example.org`,
      host,
      path,
      `ref=${value}`,
      `${host}.example.org/${path.slice(0, 4)}`,
    ]);
    const [file, folder] = [nonces.word(), nonces.word()];
    family('a file name', `${folder}/${file}_v2.final.pdf`, [
      `${file}_v2.final.pdf`,
      file,
      `${file}_v2`,
      `${folder}/${file}`,
      file.slice(1, 7),
    ]);
    const [verb, noun, rest] = [nonces.word(2 + (turn % 2)), nonces.word(), nonces.word()];
    family('a name in code', `${verb}${capital(noun)}${capital(rest)}()`, [
      `${verb}${capital(noun)}${capital(rest)}`,
      noun,
      rest,
      `${verb}${noun}`,
      `${verb}${capital(noun)}${capital(rest)}()`,
    ]);
    const [snake, case_] = [nonces.word(), nonces.word()];
    family('a name in code', `${snake}_${case_}`, [`${snake}_${case_}`, snake, case_, `${snake}${case_}`]);
    const [left, right] = [nonces.word(), nonces.word()];
    family('a hyphen', `${left}-${right}`, [
      `${left}-${right}`,
      `${left}${right}`,
      left,
      right,
      `${left}‑${right}`,
      `${left} ${right}`,
    ]);
    const joined = `${nonces.word()}${nonces.word()}`;
    family('signs', `<${joined}>=[x]`, [joined, `${joined}>=[`, `"<${joined}>"`]);
  }
}
