import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkout } from '@parley/local/data-folder.ts';
import { Failure } from '@parley/local/failure.ts';
import type { HistoryRecord } from '../checker/history.ts';
import type { Finals, Sample, Truth } from '../checker/truth.ts';

/** All that the checker reads, and how the run was made. */
export interface RunFile {
  readonly seed: number;
  readonly scenario: string;
  readonly faults: ReadonlyMap<string, number>;
  readonly history: readonly HistoryRecord[];
  readonly truth: Truth;
  readonly finals: Finals;
  readonly samples: readonly Sample[];
}

/**
 * One JSON a line: what it is, then the records in their order, then the rest. Tells where it lies. What the nodes said
 * lies beside it.
 */
export function writeRunFile(
  { seed, scenario, faults, history, truth, finals, samples }: RunFile,
  logs: readonly string[],
): string {
  const file = join(checkout, '.cache', 'chaos', `${scenario}-${seed}.jsonl`);
  const lines = [
    { run: { seed, scenario, faults: [...faults] } },
    ...history.map((record) => ({ record })),
    ...samples.map((sample) => ({ sample })),
    { truth },
    { finals },
  ];
  mkdirSync(dirname(file), { recursive: true });
  logs.forEach((log, index) => void writeFileSync(file.replace(/jsonl$/, `${index + 1}.log`), log));
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return file;
}

type Line = Partial<{
  run: { seed: number; scenario: string; faults: [string, number][] };
  record: HistoryRecord;
  sample: Sample;
  truth: Truth;
  finals: Finals;
}>;

function lineOf(text: string, file: string): Line {
  try {
    return JSON.parse(text) as Line;
  } catch {
    throw new Failure(`${file} is no history of a run: those lie in .cache/chaos and end in .jsonl.`);
  }
}

/** Reads what `writeRunFile` wrote. */
export function readRunFile(file: string): RunFile {
  const lines = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => lineOf(line, file));
  const find = <K extends keyof Line>(name: K): NonNullable<Line[K]> => {
    const found = lines.find((line) => line[name] !== undefined)?.[name];
    if (found === undefined) throw new Failure(`${file} has no ${name}: it is not a whole history.`);
    return found as NonNullable<Line[K]>;
  };
  const { seed, scenario, faults } = find('run');
  return {
    seed,
    scenario,
    faults: new Map(faults),
    truth: find('truth'),
    finals: find('finals'),
    history: lines.flatMap(({ record }) => record ?? []),
    samples: lines.flatMap(({ sample }) => sample ?? []),
  };
}
