import type { HistoryRecord } from '../checker/history.ts';
import type { Recorder } from '../devices/recorder.ts';
import type { FaultCounts } from '../faults/storm.ts';

/** One line a second while a run is on. */
export interface Progress {
  stop(): void;
}

/** Reads only what came since the last line. */
export function startProgress(recorder: Recorder, faults: () => FaultCounts, say: (line: string) => void): Progress {
  const acked = new Map<string, number>();
  let read = 0;

  function look(): void {
    let worst = 0;
    for (; read < recorder.history.length; read += 1) worst = Math.max(worst, lagOf(recorder.history[read], acked));
    const broken = [...faults().values()].reduce((sum, count) => sum + count, 0);
    const seconds = Math.round(recorder.now() / 1_000);
    say(`${String(seconds).padStart(4)} s  acknowledged ${acked.size}  faults ${broken}  worst lag ${worst} ms`);
  }

  const timer = setInterval(look, 1_000);
  return { stop: () => clearInterval(timer) };
}

function lagOf(record: HistoryRecord | undefined, acked: Map<string, number>): number {
  if (record?.kind === 'ack' && !acked.has(record.id)) acked.set(record.id, record.at);
  if (record?.kind !== 'apply' || record.from === 0) return 0;
  const { at, from, rows } = record;
  return rows.reduce((worst, { id, seq }) => {
    const since = acked.get(id);
    return since === undefined || seq <= from ? worst : Math.max(worst, at - since);
  }, 0);
}
