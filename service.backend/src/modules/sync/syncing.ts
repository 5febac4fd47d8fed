import type { Database } from '../../database/connection.ts';
import type { Epochs } from '../../database/epoch.ts';
import { createGather, restByWork } from '../../platform/gather.ts';
import type { Log } from '../log/log.ts';
import type { ReceiptService } from '../receipts/receipt.service.ts';
import { createComparison, type NamedSummaries, type SyncAsked } from './comparison.ts';
import { createHeads } from './heads.service.ts';
import { createOpenStates } from './open-states.ts';
import { createStandingRepository } from './standing.repository.ts';
import { createSync } from './sync.service.ts';

/** So many devices are compared together: one statement shall neither take long nor bear too much. */
const atOnce = 100;
/** Longer than this nobody who comes back waits for others who may come. */
const longestRestMs = 100;

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
  const compare = createGather(carryOut, { most: atOnce, rest: restByWork(longestRestMs) });
  const compareWhole = createGather(carryOut, { most: atOnce });
  return { sync: createSync({ ...deps, compare, compareWhole }), heads: createHeads({ ...deps, standings }) };
}

export type Syncing = ReturnType<typeof createSyncing>;
