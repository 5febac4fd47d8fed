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

  async function one(frame: StackFrame): Promise<Place> {
    // The name of one file and no path: a report may not read about in the server's folders.
    const isBuilt = /^[\w-][\w.-]*\.m?js$/.test(frame.file) && frame.line >= 1;
    const map = isBuilt ? await mapOf(frame.file) : null;
    if (map === null) return { frame, called: null, wasMapped: false };
    const found = originalPositionFor(map, { line: frame.line, column: Math.max(0, frame.column - 1) });
    if (found.source === null) return { frame, called: null, wasMapped: false };
    const called = found.name !== null && /^[\w$.<>#]{1,80}$/.test(found.name) ? found.name : null;
    const { line, column } = found;
    return { frame: { fn: frame.fn, file: cleaned(found.source), line, column: column + 1 }, called, wasMapped: true };
  }

  return async (frames) => {
    const places: Place[] = [];
    for (const frame of frames) places.push(await one(frame));
    return places.map(({ frame, wasMapped }, index) =>
      wasMapped ? { ...frame, fn: nameOf(frame.fn, places[index + 1]?.called ?? null) } : frame,
    );
  };
}

interface Place {
  readonly frame: StackFrame;
  /** What stands there in our own words: where a function is called, that is the function of the frame above. */
  readonly called: string | null;
  readonly wasMapped: boolean;
}

/** A shortened name says nothing and is another one in the next release: what the caller calls it, or nothing. */
function nameOf(built: string, called: string | null): string {
  const last = built.split('.').at(-1) ?? '';
  return last.length > 2 ? built : (called ?? '');
}
