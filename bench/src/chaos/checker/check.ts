import { type Check, createFacts } from './facts.ts';
import type { HistoryRecord } from './history.ts';
import { durable } from './i01-durable.ts';
import { exactlyOnce } from './i02-exactly-once.ts';
import { noPhantom } from './i03-no-phantom.ts';
import { agreement } from './i04-agreement.ts';
import { contiguity } from './i05-contiguity.ts';
import { senderOrder } from './i06-sender-order.ts';
import { gapFreeLog } from './i07-gap-free-log.ts';
import { convergence } from './i08-convergence.ts';
import { receipts } from './i09-receipts.ts';
import { unread } from './i10-unread.ts';
import { readAuthorization } from './i11-read-authorization.ts';
import { writeAuthorization } from './i12-write-authorization.ts';
import { time } from './i13-time.ts';
import { deleted } from './i14-deleted.ts';
import { liveness } from './i15-liveness.ts';
import { stateIsFold } from './i16-state-is-fold.ts';
import { type Stats, statsOf } from './stats.ts';
import type { Finals, Sample, Truth } from './truth.ts';
import type { Invariant, Violation } from './violation.ts';

const checks: Readonly<Record<Invariant, Check>> = {
  I1: durable,
  I2: exactlyOnce,
  I3: noPhantom,
  I4: agreement,
  I5: contiguity,
  I6: senderOrder,
  I7: gapFreeLog,
  I8: convergence,
  I9: receipts,
  I10: unread,
  I11: readAuthorization,
  I12: writeAuthorization,
  I13: time,
  I14: deleted,
  I15: liveness,
  I16: stateIsFold,
};

/**
 * Reads what every device met, what the database holds at the end, where the devices stood, and the participants once a
 * second; says what of it must not be. Touches nothing else: the same history gives the same verdict, for ever.
 */
export function check(
  history: readonly HistoryRecord[],
  truth: Truth,
  finals: Finals,
  samples: readonly Sample[],
): { readonly violations: readonly Violation[]; readonly stats: Stats } {
  const facts = createFacts(history, truth, finals, samples);
  const violations = Object.entries(checks).flatMap(([invariant, find]) =>
    find(facts).map((what): Violation => ({ invariant: invariant as Invariant, what })),
  );
  return { violations, stats: statsOf(facts) };
}
