import { Zip, ZipDeflate } from 'fflate';

/** A file of an archive: its name, and its text piece by piece. */
export interface ZipEntry {
  readonly name: string;
  readonly text: AsyncIterable<string> | Iterable<string>;
}

const encoder = new TextEncoder();

/** An archive as it grows: what was packed is handed on, and nothing of it kept. */
export async function* zipStream(entries: Iterable<ZipEntry>): AsyncGenerator<Uint8Array> {
  let packed: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, piece) => {
    if (error) failure = error;
    else packed.push(piece);
  });
  function take(): readonly Uint8Array[] {
    if (failure !== null) throw failure;
    const pieces = packed;
    packed = [];
    return pieces;
  }
  for (const { name, text } of entries) {
    const file = new ZipDeflate(name, { level: 6 });
    zip.add(file);
    for await (const piece of text) {
      file.push(encoder.encode(piece));
      yield* take();
    }
    file.push(new Uint8Array(0), true);
    yield* take();
  }
  zip.end();
  yield* take();
}
