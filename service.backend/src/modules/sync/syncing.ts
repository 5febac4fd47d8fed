import type { Database } from '../../database/connection.ts';
import type { Epochs } from '../../database/epoch.ts';
import { createGather, restFor } from '../../platform/gather.ts';
import type { Log } from '../log/log.ts';
import type { ReceiptService } from '../receipts/receipt.service.ts';
import { createComparison, type NamedSummaries, type SyncAsked } from './comparison.ts';
import { createHeads } from './heads.service.ts';
import { createOpenStates } from './open-states.ts';
import { createStandingRepository } from './standing.repository.ts';
import { createSync } from './sync.service.ts';

/** So many devices are compared together: one statement shall neither take long nor bear too much. */
const atOnce = 100;
/** So long who comes back may wait for others who do: next to nothing for one, and in a storm they share what they ask. */
const restMs = 100;

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
  const carryOut = (_: string, asked: readonly SyncAsked[]) => comparison(asked);
  const compare = createGather(carryOut, { most: atOnce, rest: restFor(restMs) });
  const compareWhole = createGather(carryOut, { most: atOnce });
  return { sync: createSync({ ...deps, compare, compareWhole }), heads: createHeads({ ...deps, standings }) };
}

export type Syncing = ReturnType<typeof createSyncing>;
