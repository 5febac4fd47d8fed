import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from './fold.ts';
import { finds, marked } from './search.fixture.ts';
import { longestToken, tokensOf } from './tokens.ts';

describe('what a word finds', () => {
  it.each([
    ['another case', 'HARBOUR', 'the harbour at dawn'],
    ['accents that were left out', 'senor', 'El Señor Muñoz'],
    ['accents that were written', 'café', 'CAFE by the quay'],
    ['accents that stand apart', 'cafe', 'cafe\u0301'],
    ['another form', 'moored', 'we are mooring at pier 4'],
    ['another form in German', 'Häuser', 'das Haus am Kai'],
    ['another form in French', 'chevaux', 'un cheval'],
    ['another form in Russian', 'лодки', 'наша лодка'],
    ['part of a word', 'arbou', 'the harbour'],
    ['a ticket', 'PLT-3699', 'see plt-3699, please'],
    ['its number', '3699', 'see PLT-3699'],
    ['a hyphen that was left out', 'email', 'send an e-mail'],
    ['a hyphen that was written', 'wi-fi', 'the wifi is down'],
    ['an address', 'https://example.org/a?b=c', 'at https://example.org/a?b=c#d today'],
    ['a piece of an address', 'example.org', 'at https://www.example.org/'],
    ['a file', 'report_final.pdf', 'in Report_Final.pdf'],
    ['a part of a camelCase name', 'id', 'call toUserId(x)'],
    ['a part of a snake_case name', 'at', 'created_at is null'],
    ['two letters as a word', 'go', 'let us go'],
    ['signs', '=>', 'x => y'],
    ['C++', 'c++', 'written in C++'],
    ['Japanese in two letters', '東京', '明日東京へ行く'],
    ['one letter of Japanese', '橋', '勝鬨橋が開く'],
    ['the other kana', 'かめら', '新しいカメラ'],
    ['half-width kana', 'ガラス', 'ｶﾞﾗｽの船'],
    ['full-width letters', 'ABC', 'ＡＢＣ１２３'],
    ['Arabic without its vowels', 'ميناء', 'مِينَاء بيروت'],
    ['Arabic with its article', 'الميناء', 'في ميناء'],
    ['Arabic with another alef', 'احمد', 'قال أحمد'],
    ['Korean with a particle behind', '학교', '학교에서 만나요'],
    ['Thai within a sentence', 'เรือ', 'ฉันชอบเรือมาก'],
    ['an emoji', '🚢', 'all aboard 🚢!'],
    ['an emoji of any skin', '👍', 'yes 👍🏽'],
    ['a phrase over a line break', '"two  words"', 'these are two\nwords'],
    ['a comma that belongs to the sentence', 'harbour,', 'the harbour master'],
  ])('finds %s', (_, query, content) => {
    expect(finds(query, content)).toBe(true);
    expect(marked(query, content), 'and shows where').not.toEqual([]);
  });

  it.each([
    ['two letters inside a word', 'at', 'waterline'],
    ['another letter of kana', 'かき', 'かぎ'],
    ['words of a phrase apart', '"two words"', 'two other words'],
    ['a word that is not there', 'harbour', 'the quay'],
    ['Korean that is not there', '학생', '학교에서'],
  ])('does not find %s', (_, query, content) => {
    expect(finds(query, content)).toBe(false);
  });

  it('asks for every word, and for none that was excluded', () => {
    expect(finds('pilot quay', 'the pilot is at the quay')).toBe(true);
    expect(finds('pilot quay', 'the pilot is at sea')).toBe(false);
    expect(finds('pilot -quay', 'the pilot is at the quay')).toBe(false);
    expect(finds('pilot -"at sea"', 'the pilot is at the quay')).toBe(true);
  });

  it('finds any three letters of any text, wherever they stand', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 3, maxLength: 40 })
      .filter((each) => fold(each).text.trim().length > 4);
    fc.assert(
      fc.property(text, fc.nat(), (content, place) => {
        const letters = [...fold(content).text];
        const from = place % Math.max(1, letters.length - 2);
        const piece = letters
          .slice(from, from + 3)
          .join('')
          .replaceAll('"', ' ');
        // A quote, in whichever width it is written, ends a phrase: it cannot be asked for inside of one.
        fc.pre([...piece.trim()].length >= 3 && fold(piece).text === piece && !letters.includes('"'));
        expect(finds(`"${piece}"`, content)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what is marked', () => {
  it('is given as places in the text as it was written', () => {
    expect(marked('senor', 'El Sen\u0303or dijo')).toEqual(['Sen\u0303or']);
    expect(marked('moor harb', 'mooring in the Harbour')).toEqual(['mooring', 'Harb']);
    expect(marked('fi', 'ﬁ wi-fi')).toEqual(['ﬁ', 'fi']);
    expect(marked('-quay pilot', 'pilot at the quay')).toEqual(['pilot']);
  });

  it('lies in the text, in order and apart, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('a', 'É', 'e\u0301', 'ﬁ', ' ', '\ud83d', '🚢', '東', 'が', 'ß', '\u200d'),
          maxLength: 60,
        }),
        fc.string({ unit: fc.constantFrom('a', 'e', 'fi', '東', 's', '🚢'), minLength: 1, maxLength: 3 }),
        (content, word) => {
          fc.pre(word.trim() !== '' && !/[-":]/.test(word));
          const whole = content.toWellFormed();
          const pieces = marked(word, `${whole}${word}`);
          expect(pieces.every((piece) => piece.length > 0)).toBe(true);
        },
      ),
    );
  });
});

describe('the work', () => {
  it.each([
    ['one letter', 'a'.repeat(16_384)],
    ['capitals', 'aB'.repeat(8_192)],
    ['hyphens', 'a-'.repeat(8_192)],
    ['a tower of marks', `a${'\u0301\u0323'.repeat(4_000)}`],
    ['blanks', ' '.repeat(16_384)],
    ['at signs', '@'.repeat(16_384)],
    ['an address without an end', `http://${'/'.repeat(16_000)}`],
    ['backticks', '`'.repeat(16_384)],
    ['the widest ligature', 'ﷺ'.repeat(5_000)],
  ])('grows with the text and no faster: %s', (_, text) => {
    expect(work(text)).toBeLessThanOrEqual(2 * work(text.slice(0, text.length / 2)) + 2 * longestToken);
  });
});

/** What is made of a text and looked through afterwards, in letters: twice the text may make twice of it. */
function work(text: string): number {
  finds('needle', text);
  const folded = fold(text);
  return tokensOf(folded).reduce((sum, token) => sum + token.text.length, folded.text.length);
}
