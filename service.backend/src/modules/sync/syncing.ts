import type { Database } from '../../database/connection.ts';
import type { Epochs } from '../../database/epoch.ts';
import { createGather, restFor } from '../../platform/gather.ts';
import type { Log } from '../log/log.ts';
import type { ReceiptService } from '../receipts/receipt.service.ts';
import { type Comparison, createComparison, type NamedSummaries, type SyncAsked } from './comparison.ts';
import { createHeads } from './heads.service.ts';
import { createOpenStates } from './open-states.ts';
import { createStandingRepository } from './standing.repository.ts';
import { createSync } from './sync.service.ts';

/** So few devices are compared together that each go ends well within a request's deadline, however far behind they are. */
const atOnce = 20;
/** So long after the last comparison of its lane the next is made: it costs nearly the same for one and for all who came. */
const aMomentMs = 40;

/** The comparison and the quiet check, with what they read. */
export function createSyncing(deps: {
  readonly db: Database;
  readonly epochs: Epochs;
  readonly log: Log;
  readonly summaries: NamedSummaries;
  readonly receipts: Pick<ReceiptService, 'deliveredFrom'>;
  readonly now: () => number;
}) {
  const standings = createStandingRepository(deps.db);
  const openStates = createOpenStates({ ...deps, standings });
  const comparison = createComparison({ ...deps, standings, openStates });
  const compare = createGather<SyncAsked, Comparison>((_, asked) => comparison(asked), {
    most: atOnce,
    longest: 2_000,
    rest: restFor(aMomentMs),
  });
  return { sync: createSync({ ...deps, compare }), heads: createHeads({ ...deps, standings }) };
}

export type Syncing = ReturnType<typeof createSyncing>;
