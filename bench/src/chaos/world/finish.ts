import type { HistoryRecord } from '../checker/history.ts';
import type { Finals, Fresh, Truth } from '../checker/truth.ts';
import type { Device } from '../devices/device.ts';
import type { Recorder } from '../devices/recorder.ts';
import type { TruthReader } from './read-truth.ts';
import { lookEvery, type Settled, settle } from './settle.ts';

/** How everything stood at the end. */
export interface Finished {
  readonly history: readonly HistoryRecord[];
  readonly truth: Truth;
  readonly finals: Finals;
}

interface FinishOptions {
  readonly reader: TruthReader;
  readonly recorder: Recorder;
  readonly devices: readonly Device[];
  /** Milliseconds since something was broken, healed or written. */
  readonly since: () => number;
  /** What everybody is told who knows nothing. */
  readonly askAnew: () => Promise<readonly Fresh[]>;
  readonly withinMs: number;
  readonly patienceMs: number;
}

const authored = new Set<HistoryRecord['kind']>(['send', 'edit', 'remove']);
const moving = ({ conversations, participants }: Truth): string =>
  JSON.stringify([conversations.map(({ c, seq }) => [c, seq]), participants]);

/** Waits until whatever is on the record is announced: a dead node's last words are, when it is known to be dead. */
async function announced(reader: TruthReader, isLate: () => boolean): Promise<Truth> {
  for (;;) {
    const truth = await reader.read();
    if (truth.conversations.every((one) => one.announced >= one.seq) || isLate()) return truth;
    await new Promise((resolve) => setTimeout(resolve, lookEvery));
  }
}

/**
 * Waits for stillness, then asks anew. A mark that a device could not bring home earlier may still move between the two:
 * then they speak of different moments, and both are read again.
 */
export async function finish(options: FinishOptions): Promise<Finished> {
  const { reader, recorder, since, askAnew, withinMs, patienceMs } = options;
  for (;;) {
    const settled: Settled = await settle(options, since, patienceMs);
    const fresh = await askAnew();
    const { met, truth, settledAfterMs } = settled;
    const isPatient = patienceMs > withinMs && settledAfterMs !== null;
    const last = isPatient ? await announced(reader, () => since() > patienceMs) : await reader.read();
    if (moving(truth) === moving(last) || since() > patienceMs) {
      const { history } = recorder;
      return {
        history: [...history.slice(0, met), ...history.slice(met).filter(({ kind }) => authored.has(kind))],
        truth: isPatient ? last : truth,
        finals: {
          devices: settled.devices,
          fresh,
          settledAfterMs,
          settleWithinMs: withinMs,
          sweepersHadTime: isPatient,
        },
      };
    }
  }
}
