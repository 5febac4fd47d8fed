import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DigestEntry, digestOf } from './digest.ts';

const seq = fc.nat(1_000_000);
const entry: fc.Arbitrary<DigestEntry> = fc.record({
  id: fc.uuid(),
  seq,
  readSeq: seq,
  deliveredSeq: seq,
  rowVersion: seq,
  peer: fc.option(fc.record({ deliveredSeq: seq, readSeq: seq })),
});
const entries = fc.uniqueArray(entry, { selector: ({ id }) => id, maxLength: 20 });

describe('the digest of all that a user holds', () => {
  it('is the same whatever the order of the entries', () => {
    fc.assert(
      fc.property(entries, (some) => {
        expect(digestOf([...some].reverse())).toBe(digestOf(some));
      }),
    );
  });

  it('differs when any number of any conversation differs', () => {
    const numbers = ['seq', 'readSeq', 'deliveredSeq', 'rowVersion'] as const;
    fc.assert(
      fc.property(entries, entry, fc.constantFrom(...numbers), (some, one, field) => {
        const before = digestOf([...some, one]);
        expect(digestOf([...some, { ...one, [field]: one[field] + 1 }])).not.toBe(before);
      }),
    );
  });

  it('tells a conversation without a peer from one whose peer has read nothing', () => {
    const one = { id: 'a', seq: 1, readSeq: 1, deliveredSeq: 1, rowVersion: 1 };
    expect(digestOf([{ ...one, peer: null }])).not.toBe(digestOf([{ ...one, peer: { deliveredSeq: 0, readSeq: 0 } }]));
  });

  it('is 16 hex digits, and these for nothing at all', () => {
    expect(digestOf([])).toBe('811c9dc5050c5d1f');
  });
});
