/** One conversation's part of the digest: confirmed values of my own row; `peer` only where the conversation is direct. */
export interface DigestEntry {
  readonly id: string;
  readonly seq: number;
  readonly readSeq: number;
  readonly deliveredSeq: number;
  readonly rowVersion: number;
  readonly peer: { readonly deliveredSeq: number; readonly readSeq: number } | null;
}

const FNV_PRIME = 0x01000193;

// FNV-1a (Fowler, Noll, Vo), 32 bits, over the characters of an ASCII text.
function fnv1a(text: string, basis: number): number {
  let hash = basis;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), FNV_PRIME);
  return hash >>> 0;
}

/**
 * Tells both sides in 16 hex digits whether they agree on every conversation of a user. Entries are taken in the order of
 * their ids, one line each: `id:seq:read:delivered:row[:peerDelivered:peerRead]`. Two FNV-1a of 32 bits with different
 * bases, because JavaScript multiplies 32 bits fast and 64 slowly.
 */
export function digestOf(entries: readonly DigestEntry[]): string {
  const lines = entries
    .map(({ id, seq, readSeq, deliveredSeq, rowVersion, peer }) =>
      [id, seq, readSeq, deliveredSeq, rowVersion, ...(peer ? [peer.deliveredSeq, peer.readSeq] : [])].join(':'),
    )
    .sort();
  const text = lines.join('\n');
  return [0x811c9dc5, 0x050c5d1f].map((basis) => fnv1a(text, basis).toString(16).padStart(8, '0')).join('');
}
