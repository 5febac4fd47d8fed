import { createFacts } from '../checker/facts.ts';
import { convergence } from '../checker/i08-convergence.ts';
import { receipts } from '../checker/i09-receipts.ts';
import { unread } from '../checker/i10-unread.ts';
import { liveness } from '../checker/i15-liveness.ts';
import type { FinalDevice, Finals, Truth } from '../checker/truth.ts';
import type { Device } from '../devices/device.ts';
import type { Recorder } from '../devices/recorder.ts';
import { finalOf } from './read-finals.ts';
import type { TruthReader } from './read-truth.ts';

/** Where all stood when it was still, or when the patience was over. */
export interface Settled {
  /** How much of the history lies before it: what devices had met by then is in the record, what came later may not be. */
  readonly met: number;
  readonly truth: Truth;
  readonly devices: readonly FinalDevice[];
  readonly settledAfterMs: number | null;
}

/** How often the record is looked at. */
export const lookEvery = 400;

const stillMoving = (truth: Truth, finals: Finals): boolean => {
  const facts = createFacts([], truth, finals, []);
  return [liveness, convergence, receipts, unread].some((check) => check(facts).length > 0);
};

/** Waits, touching nothing, until every device has everything; gives up after a while and says how it is then. */
export async function settle(
  { reader, recorder, devices }: { reader: TruthReader; recorder: Recorder; devices: readonly Device[] },
  since: () => number,
  patienceMs: number,
): Promise<Settled> {
  for (;;) {
    const isLate = since() > patienceMs;
    // The devices first: what they show is then in the record, however much is written between the two looks.
    const met = recorder.history.length;
    const finals = devices.map(finalOf);
    const truth = await reader.read().catch((error: unknown) => {
      if (isLate) throw error;
      return null;
    });
    const after = since();
    const asIf = { devices: finals, fresh: [], settledAfterMs: 0, settleWithinMs: 1, sweepersHadTime: false };
    if (truth !== null && !stillMoving(truth, asIf)) return { met, truth, devices: finals, settledAfterMs: after };
    if (truth !== null && isLate) return { met, truth, devices: finals, settledAfterMs: null };
    await new Promise((resolve) => setTimeout(resolve, lookEvery));
  }
}
