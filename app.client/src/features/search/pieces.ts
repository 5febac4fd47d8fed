const before = 60;
const after = 200;

/** A piece of a found text; `found` where it is what was looked for. */
export interface FoundPiece {
  readonly from: number;
  readonly text: string;
  readonly found: boolean;
}

/** Never in the middle of a character that takes two units. */
const apart = (content: string, at: number): number => (/[\udc00-\udfff]/.test(content.charAt(at)) ? at - 1 : at);

/** The surroundings of the first hit in a text, cut into what was found and what was not; dots where more stands. */
export function foundPieces(content: string, highlights: readonly (readonly [number, number])[]): FoundPiece[] {
  const start = apart(content, Math.max(0, (highlights[0]?.[0] ?? 0) - before));
  const end = apart(content, Math.min(content.length, start + before + after));
  const pieces: FoundPiece[] = start > 0 ? [{ from: -1, text: '… ', found: false }] : [];
  let at = start;
  const push = (to: number, found: boolean) => {
    if (to > at) pieces.push({ from: at, text: content.slice(at, to), found });
    at = Math.max(at, to);
  };
  for (const [from, to] of highlights) {
    if (from >= end) break;
    push(from, false);
    push(Math.min(to, end), true);
  }
  push(end, false);
  if (end < content.length) pieces.push({ from: end, text: ' …', found: false });
  return pieces;
}
