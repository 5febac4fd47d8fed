/** A text as search sees it, with the way back: where in the original each of its characters begins and ends. */
export interface Folded {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Where a capital stood: the only trace of case, and what parts a camelCase name. */
  readonly capital: readonly boolean[];
}

// A character with what belongs to it: marks, the half-width voicing of kana, the later letters of a Hangul syllable. At
// most thirty, because normalising a tower of marks takes its square.
const cluster = /[\s\S](?:[\p{M}\uff9e\uff9f\u1160-\u11ff]){0,30}/uy;

// Marks that change no word: accents, Arabic vowels, Hebrew points, the lengthened stroke, joiners, variants, skin tones.
// The voicing of kana stays, and so do the vowels of Indic and Thai letters: those are other words.
const strippable =
  /(?![\u3099\u309a])[\p{sc=Inherited}\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u08d3-\u08ff\p{Cf}\p{Emoji_Modifier}]/gu;

const variants: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ß: 'ss',
    æ: 'ae',
    œ: 'oe',
    ø: 'o',
    ł: 'l',
    đ: 'd',
    ð: 'd',
    þ: 'th',
    ħ: 'h',
    ı: 'i',
    ŧ: 't',
    ς: 'σ',
    // Arabic letters that are written one for the other, and those of Persian keyboards.
    ى: 'ي',
    ی: 'ي',
    ة: 'ه',
    ک: 'ك',
    ٱ: 'ا',
    '‐': '-',
    '‑': '-',
    '‒': '-',
    '–': '-',
    '—': '-',
    '―': '-',
    '−': '-',
    '‘': "'",
    '’': "'",
    '‚': "'",
    '‛': "'",
    '′': "'",
    ʼ: "'",
    '“': '"',
    '”': '"',
    '„': '"',
    '″': '"',
  }),
);

/** Eastern Arabic and Persian digits, and katakana, which says the same as hiragana. */
function variantOf(letter: string): string {
  const known = variants.get(letter);
  if (known !== undefined) return known;
  const code = letter.codePointAt(0) ?? 0;
  if (code >= 0x0660 && code <= 0x0669) return String(code - 0x0660);
  if (code >= 0x06f0 && code <= 0x06f9) return String(code - 0x06f0);
  if ((code >= 0x30a1 && code <= 0x30f6) || code === 0x30fd || code === 0x30fe)
    return String.fromCodePoint(code - 0x60);
  return letter;
}

// The short i of Cyrillic is a letter of its own, not an accent; endings, and so stems, hang on it.
const plain = (letter: string): string => (letter === 'й' ? letter : letter.normalize('NFD').replace(strippable, ''));

function foldCluster(written: string): string {
  const lower = written.normalize('NFKC').toLowerCase().normalize('NFC');
  let folded = '';
  for (const letter of lower) for (const bare of plain(letter)) folded += variantOf(bare);
  return folded.normalize('NFC').replace(/\s+/gu, ' ');
}

const isCapital = (written: string): boolean => written !== written.toLowerCase();

/**
 * Makes one of what is the same word however it is written: compatibility forms, case, accents, widths, kana, variants
 * of letters, dashes and quotes; and any run of blanks one blank. In time linear in the text, and the same everywhere.
 */
export function fold(original: string): Folded {
  const pieces: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const capital: boolean[] = [];
  let last = '';
  for (let at = 0; at < original.length; ) {
    cluster.lastIndex = at;
    const code = original.charCodeAt(at);
    const next = original.charCodeAt(at + 1);
    const simple = code < 0x80 && !(next >= 0x80);
    const written = simple ? (original[at] ?? '') : (cluster.exec(original)?.[0] ?? original[at] ?? '');
    const end = at + written.length;
    const folded = !simple ? foldCluster(written) : code <= 0x20 ? ' ' : written.toLowerCase();
    if (folded === ' ' && last === ' ') {
      ends[ends.length - 1] = end;
    } else if (folded !== '') {
      const upper = simple ? code >= 0x41 && code <= 0x5a : isCapital(written);
      pieces.push(folded);
      for (let unit = 0; unit < folded.length; unit++) {
        starts.push(at);
        ends.push(end);
        capital.push(upper && unit === 0);
      }
      last = folded.at(-1) ?? '';
    }
    at = end;
  }
  return { text: pieces.join(''), starts, ends, capital };
}
