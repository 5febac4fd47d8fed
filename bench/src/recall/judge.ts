import type { Corpus } from './corpus/corpus.ts';

/** One question of the corpus. */
export type Question = Corpus['probes'][number];

/** What somebody found: ids in the order he gave them. */
export type Answers = ReadonlyMap<Question, readonly string[]>;

/** One kind of question: how many there were, what was to be found, what was missed, and what was found wrongly or twice. */
interface Tally {
  readonly questions: number;
  readonly wanted: number;
  readonly missed: number;
  readonly wrong: number;
}

/** A way to search, with what it answered. */
export interface Judged {
  readonly name: string;
  readonly byKind: ReadonlyMap<string, Tally>;
  /** The first few mistakes, in words. */
  readonly mistakes: readonly string[];
  /** Of all that was to be found, with what was found wrongly counted against it. */
  readonly recall: number;
}

const shown = 12;

/** Compares what was found with what was planted. */
export function judge(name: string, questions: readonly Question[], answers: Answers): Judged {
  const byKind = new Map<string, Tally>();
  const mistakes: string[] = [];
  for (const question of questions) {
    const { kind, query, finds } = question;
    const answer = answers.get(question);
    const found = new Set(answer);
    const missed = [...finds].filter((id) => !found.has(id)).length;
    const extra = [...found].filter((id) => !finds.has(id)).length + ((answer?.length ?? 0) - found.size);
    const before = byKind.get(kind) ?? { questions: 0, wanted: 0, missed: 0, wrong: 0 };
    byKind.set(kind, {
      questions: before.questions + 1,
      wanted: before.wanted + finds.size,
      missed: before.missed + missed,
      wrong: before.wrong + extra,
    });
    if (missed + extra > 0 && mistakes.length < shown)
      mistakes.push(
        `${name}, ${kind}: ${query} misses ${missed} of ${finds.size}, and finds ${extra} that it should not`,
      );
  }
  const sum = (of: keyof Tally) => [...byKind.values()].reduce((total, tally) => total + tally[of], 0);
  const right = sum('wanted') - sum('missed');
  return { name, byKind, mistakes, recall: right / Math.max(1, sum('wanted') + sum('wrong')) };
}

/** Rounded down: what misses one of a million is not whole. */
export const percent = (share: number): string => `${(Math.floor(share * 1_000) / 10).toFixed(1)} %`;

/** The table by kind of question, one line each. */
export function tableOf(judged: readonly Judged[]): string[] {
  const kinds = [...new Set(judged.flatMap(({ byKind }) => [...byKind.keys()]))];
  const head = ['kind of query', 'queries', 'to find', ...judged.flatMap(({ name }) => [`${name}: missed`, 'wrong'])];
  const rows = kinds.map((kind) => {
    const first = judged[0]?.byKind.get(kind);
    const ways = judged.flatMap(({ byKind }) => [byKind.get(kind)?.missed ?? 0, byKind.get(kind)?.wrong ?? 0]);
    return [kind, first?.questions ?? 0, first?.wanted ?? 0, ...ways].map(String);
  });
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
}
