/**
 * Says of each piece of a text where it begins: a key that is never the same twice, for pieces that are never reordered.
 */
export function placed<T extends { readonly text: string }>(pieces: readonly T[]): readonly (T & { at: number })[] {
  let at = 0;
  return pieces.map((piece) => {
    const begins = at;
    at += piece.text.length + 1;
    return { ...piece, at: begins };
  });
}
