import { expect, it } from 'vitest';
import { linesOf } from './lines.ts';

async function* inPieces(text: string, bytes: number): AsyncGenerator<Uint8Array> {
  const whole = new TextEncoder().encode(text);
  for (let at = 0; at < whole.length; at += bytes) yield whole.subarray(at, at + bytes);
}

it('reads the lines that were written, wherever they were cut, and takes nothing but a newline for an end', async () => {
  const written = [
    'first',
    '',
    JSON.stringify(['日本語 😀', 'one\u2028two\u2029three\u0085four\rfive']),
    'x'.repeat(100),
  ];
  for (const end of ['', '\n']) {
    for (const bytes of [1, 2, 7, 1_000]) {
      const read: string[] = [];
      for await (const line of linesOf(inPieces(written.join('\n') + end, bytes))) read.push(line);
      expect(read, `${bytes} bytes at once`).toEqual(written);
    }
  }
});
