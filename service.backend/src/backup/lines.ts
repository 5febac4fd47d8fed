/**
 * The lines of a text that comes in pieces. A newline ends one and nothing else does: Node's own reader of lines, from 24 on,
 * also takes U+2028 for an end, which JSON leaves within a string as it is.
 */
export async function* linesOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let begun = '';
  for await (const piece of pieces) {
    const parts = decoder.decode(piece, { stream: true }).split('\n');
    for (const end of parts.splice(0, parts.length - 1)) {
      yield begun + end;
      begun = '';
    }
    begun += parts[0] ?? '';
  }
  if (begun !== '') yield begun;
}
