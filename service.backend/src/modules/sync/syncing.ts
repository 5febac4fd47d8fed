import type { ConversationSummary } from '@parley/shared/models/conversation.ts';
import type { Database, Tx } from '../../database/connection.ts';
import type { Epochs } from '../../database/epoch.ts';
import type { Log } from '../log/log.ts';
import type { ReceiptService } from '../receipts/receipt.service.ts';
import { createHeads } from './heads.service.ts';
import { createOpenStates } from './open-states.ts';
import { createStandingRepository } from './standing.repository.ts';
import { createSync } from './sync.service.ts';

/** The comparison and the quiet check, with what they read. */
export function createSyncing(deps: {
  readonly db: Database;
  readonly epochs: Epochs;
  readonly log: Log;
  readonly summaries: { byIds(userId: string, ids: readonly string[], tx: Tx): Promise<ConversationSummary[]> };
  readonly receipts: Pick<ReceiptService, 'deliveredFrom'>;
  readonly now: () => number;
}) {
  const standings = createStandingRepository(deps.db);
  const openStates = createOpenStates({ ...deps, standings });
  return { sync: createSync({ ...deps, standings, openStates }), heads: createHeads({ ...deps, standings }) };
}

export type Syncing = ReturnType<typeof createSyncing>;
