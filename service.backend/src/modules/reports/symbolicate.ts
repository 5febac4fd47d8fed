import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import type { StackFrame } from '@parley/shared/models/report.ts';

/** Turns places in built code into places in ours; what it has no map for stays as it is. */
export type Symbolicate = (frames: readonly StackFrame[]) => Promise<StackFrame[]>;

/** A parsed map takes megabytes: only these many are kept. */
const kept = 4;

const cleaned = (source: string): string =>
  source
    .replace(/^(\.{1,2}\/)+/, '')
    .replace(/[^\w@.+/-]/g, '')
    .slice(-120);

/** Reads the maps that lie beside the built files in these folders; they are served to nobody. */
export function createSymbolicate(folders: readonly string[]): Symbolicate {
  const maps = new Map<string, Promise<TraceMap | null>>();

  async function read(file: string): Promise<TraceMap | null> {
    for (const folder of folders) {
      try {
        return new TraceMap(await readFile(join(folder, `${file}.map`), 'utf8'));
      } catch {
        // Not in this folder, or not a map: a stack of another build stays as it came.
      }
    }
    return null;
  }

  function mapOf(file: string): Promise<TraceMap | null> {
    const known = maps.get(file) ?? read(file);
    maps.delete(file);
    maps.set(file, known);
    const [oldest] = maps.keys();
    if (maps.size > kept && oldest !== undefined) maps.delete(oldest);
    return known;
  }

  async function one(frame: StackFrame): Promise<StackFrame> {
    // The name of one file and no path: a report may not read about in the server's folders.
    if (!/^[\w-][\w.-]*\.m?js$/.test(frame.file) || frame.line < 1) return frame;
    const map = await mapOf(frame.file);
    if (map === null) return frame;
    const found = originalPositionFor(map, { line: frame.line, column: Math.max(0, frame.column - 1) });
    if (found.source === null) return frame;
    const name = found.name !== null && /^[\w$.<>#]{1,80}$/.test(found.name) ? found.name : frame.fn;
    return { fn: name, file: cleaned(found.source), line: found.line, column: found.column + 1 };
  }

  return async (frames) => {
    const all: StackFrame[] = [];
    for (const frame of frames) all.push(await one(frame));
    return all;
  };
}
