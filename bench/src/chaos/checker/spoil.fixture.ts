import { check } from './check.ts';
import { goodRun, type Mutable, type Run } from './good-run.fixture.ts';
import type { Happening, RecordOf } from './history.ts';

/** What the checker says of a run. */
export const verdict = ({ history, truth, finals, samples }: Run) => check(history, truth, finals, samples);

/** The good run, spoiled; the invariants that cry out, each once. */
export function violatedBy(spoil: (run: Mutable<Run>) => void): string[] {
  const run = goodRun();
  spoil(run);
  return [...new Set(verdict(run).violations.map(({ invariant }) => invariant))];
}

/** The first record of a kind that fits. */
export function first<K extends Happening['kind']>(
  run: Mutable<Run>,
  kind: K,
  fits: (record: RecordOf<K>) => boolean = () => true,
): Mutable<RecordOf<K>> {
  const found = run.history.find((record) => record.kind === kind && fits(record as RecordOf<K>));
  if (found === undefined) throw new Error(`there is no ${kind}`);
  return found as Mutable<RecordOf<K>>;
}

/** The first item that fits; fails when there is none. */
export function only<T>(items: T[], fits: (item: T) => boolean = () => true): T {
  const found = items.find(fits);
  if (found === undefined) throw new Error('there is none');
  return found;
}

/** A stored message by its place. */
export const message = (run: Mutable<Run>, seq: number) => only(run.truth.messages, (one) => one.seq === seq);
/** What the second device applied when it came to this number. */
export const applied = (run: Mutable<Run>, upTo: number) => first(run, 'apply', (record) => record.upTo === upTo);
/** What the second device was told when the head was this number. */
export const told = (run: Mutable<Run>, asOf: number) => first(run, 'recv', (record) => record.asOf === asOf);
/** Where a device stood at the end. */
export const atEnd = (run: Mutable<Run>, device: string) => only(run.finals.devices, (one) => one.device === device);

/** Takes a message out of the database. */
export const without = (run: Mutable<Run>, seq: number) => {
  run.truth.messages = run.truth.messages.filter((one) => one.seq !== seq);
};
