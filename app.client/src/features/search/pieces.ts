const before = 60;
const after = 200;

/** A piece of a found text; `found` where it is what was looked for. */
export interface FoundPiece {
  readonly from: number;
  readonly text: string;
  readonly found: boolean;
}

/** The surroundings of the first hit in a text, cut into what was found and what was not. */
export function foundPieces(content: string, highlights: readonly (readonly [number, number])[]): FoundPiece[] {
  const start = Math.max(0, (highlights[0]?.[0] ?? 0) - before);
  const end = Math.min(content.length, start + before + after);
  const pieces: FoundPiece[] = [];
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
  return pieces;
}
