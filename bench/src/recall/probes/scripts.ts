import type { Planter } from '../corpus/planter.ts';

/** A word of a script, and the parts of it that a reader would look for. */
const words: readonly (readonly [language: number, kind: string, word: string, parts: readonly string[]])[] = [
  [5, 'Japanese', '灯台', ['灯台', '灯', '台']],
  [5, 'Japanese', '羅針盤', ['羅針盤', '羅針', '針盤', '盤']],
  [5, 'Japanese', '東京駅', ['東京駅', '東京', '京']],
  [5, 'Japanese', '潜水艦隊', ['潜水艦隊', '潜水', '水艦', '艦']],
  [5, 'Japanese', 'コンテナ', ['コンテナ', 'こんてな', 'テナ', 'コン']],
  [5, 'Japanese', 'ゆうびん', ['ゆうびん', 'ユウビン', 'うびん']],
  [6, 'Chinese', '码头', ['码头', '码', '头']],
  [6, 'Chinese', '集装箱', ['集装箱', '集装', '装箱', '箱']],
  [6, 'Chinese', '海关申报', ['海关申报', '海关', '申报', '关申']],
  [6, 'Chinese', '鯨魚', ['鯨魚', '鯨']],
  [7, 'Korean', '등대', ['등대']],
  [7, 'Korean', '항구에서', ['항구', '항구에서', '항']],
  [7, 'Korean', '컨테이너를', ['컨테이너', '테이너', '컨테이너를']],
  [8, 'Arabic', 'المنارة', ['المنارة', 'منارة', 'منار']],
  [8, 'Arabic', 'بالحاويات', ['الحاويات', 'حاويات']],
  [8, 'Arabic', 'وللبحارة', ['بحارة', 'وللبحارة']],
  [9, 'Hebrew', 'המגדלור', ['המגדלור', 'מגדלור', 'גדלור']],
  [9, 'Hebrew', 'ובספינה', ['ובספינה', 'ספינה', 'בספינה']],
  [9, 'Hebrew', 'מכולה', ['מכולה', 'מכול']],
  [4, 'Russian', 'пароходство', ['пароходство', 'пароход', 'ходств']],
  [4, 'Russian', 'причал', ['причал', 'ПРИЧАЛ', 'прич']],
];

const emoji: readonly (readonly [written: readonly string[], queries: readonly string[]])[] = [
  [
    ['⛴️', '⛴'],
    ['⛴️', '⛴'],
  ],
  [['🦭'], ['🦭']],
  [
    ['🤝🏽', '🤝'],
    ['🤝', '🤝🏿'],
  ],
  [['🇳🇴'], ['🇳🇴']],
];

/** Scripts without blanks or with particles and articles that are written as one, and emoji. */
export function plantScripts({ random, plant, some, decoys, probe }: Planter): void {
  for (const [language, kind, word, parts] of words) {
    const finds = some(word, random.between(2, 8), { language });
    decoys(word);
    for (const part of parts) probe(kind, part, finds);
  }
  for (const [written, queries] of emoji) {
    const finds = written.flatMap((text) => [plant(text), plant(text)]);
    decoys(written[0] ?? '');
    for (const query of queries) probe('an emoji', query, finds);
  }
}
