import { describe, expect, it } from 'vitest';
import { matchAt } from './match.ts';

describe('what the switcher finds', () => {
  it('finds the beginning of any word, whatever the accents and the case', () => {
    expect(matchAt('Mirela Kovač', 'kovac')).toEqual({ before: 'Mirela ', found: 'Kovač', after: '' });
    expect(matchAt('Pier 4 rebuild', 'pi')).toEqual({ before: '', found: 'Pi', after: 'er 4 rebuild' });
    expect(matchAt('Pier 4 rebuild', 'pier 4 r')).toMatchObject({ found: 'Pier 4 r' });
  });

  it('does not find the middle of a word', () => {
    expect(matchAt('Pier 4 rebuild', 'build')).toBeNull();
  });

  it('takes everything for nothing', () => {
    expect(matchAt('Pier', ' ')).toEqual({ before: 'Pier', found: '', after: '' });
  });
});
