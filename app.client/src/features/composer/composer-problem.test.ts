import { limits } from '@parley/shared/limits.ts';
import { describe, expect, it } from 'vitest';
import { composerNote, isSendable } from './composer-problem.ts';

describe('what stands under the composer', () => {
  it('says nothing of a short text', () => {
    expect(composerNote('Good morning', 0)).toBeNull();
  });

  it('counts what is left from nine tenths on, in bytes and not in letters', () => {
    expect(composerNote('é'.repeat(limits.contentBytes / 2 - 10), 0)).toEqual({ text: '20 bytes left', blocks: false });
  });

  it('blocks what is too long, and says by how much', () => {
    const note = composerNote('x'.repeat(limits.contentBytes + 1), 0);
    expect(note).toEqual({ text: '1 byte too long. Shorten it, or send it in two.', blocks: true });
    expect(isSendable('x'.repeat(limits.contentBytes + 1))).toBe(false);
  });

  it('counts down when there were too many', () => {
    expect(composerNote('more', 7)).toEqual({ text: 'You can send again in 7 s', blocks: true });
  });

  it('sends no blank', () => {
    expect(isSendable(' \n\t')).toBe(false);
    expect(isSendable(' a ')).toBe(true);
  });
});
