import { describe, expect, it } from 'vitest';
import { linkify } from './linkify.ts';

const links = (text: string) => linkify(text).flatMap(({ text: shown, href }) => (href ? [shown] : []));

describe('links in what people write', () => {
  it('leaves the sentence its full stop and the address its bracket', () => {
    expect(links('See https://example.org/a.')).toEqual(['https://example.org/a']);
    expect(links('(see https://example.org/a)')).toEqual(['https://example.org/a']);
    expect(links('https://en.wikipedia.org/wiki/Pier_(sea)')).toEqual(['https://en.wikipedia.org/wiki/Pier_(sea)']);
  });

  it('makes a link of nothing that could run or read', () => {
    for (const text of [
      'javascript:alert(1)',
      'data:text/html,hello',
      'file:///etc/passwd',
      'vbscript:x',
      'https://',
      'mailto:nobody',
    ]) {
      expect(links(text)).toEqual([]);
    }
  });

  it('makes no link that looks as if it led elsewhere', () => {
    expect(links('https://harbour.example@evil.example/')).toEqual([]);
    expect(links('https://harbour.example:443@evil.example/')).toEqual([]);
    expect(links('https://evil.example/\u202emoc.elpmaxe')).toEqual(['https://evil.example/']);
  });

  it('loses no letter of the text', () => {
    for (const text of ['a https://b.c/d, e\nmailto:f@g.h!', 'no link', '', 'https://x.y', '潮 https://x.y/潮位 位']) {
      expect(
        linkify(text)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text);
    }
  });
});
