import type { Change } from '@parley/shared/models/change.ts';
import type { Database, Tx } from '../../database/connection.ts';
import type { Epochs } from '../../database/epoch.ts';
import type { Committed } from '../announcements.ts';
import { type RangeAsked, type RangeRead, readRanges } from './changes.repository.ts';
import { type Appended, createLogRepository, type LogRepository } from './log.repository.ts';

/**
 * The log of the conversations. Writing: `lock`, ask what must hold in later statements, `append`, `committed`; after
 * the commit hand what `committed` gave to the announcements. Reading: ranges as they are now.
 */
export interface Log extends LogRepository {
  /** What a transaction appended, as it is committed: read back inside it, when the tables say what the log says. */
  committed(tx: Tx, appended: Appended): Promise<Committed>;
  /** Several ranges in one statement, in the order of asking. */
  ranges(asked: readonly RangeAsked[], tx?: Tx): Promise<readonly RangeRead[]>;
  /** The changes of one range. */
  changesIn(asked: RangeAsked, tx?: Tx): Promise<readonly Change[]>;
}

/** What was appended, with its changes, in the shape that announcements take. */
const toCommitted = ({ locked, from, upTo }: Appended, changes: readonly Change[]): Committed => ({
  epoch: locked.epoch,
  conversationId: locked.conversationId,
  from,
  upTo,
  membershipVersion: locked.membershipVersion,
  changes,
});

/** Opens the log over a database. */
export function createLog(db: Database, epochs: Epochs): Log {
  const changesIn = async (asked: RangeAsked, tx?: Tx) => (await readRanges(db, [asked], tx))[0]?.changes ?? [];
  return {
    ...createLogRepository(db, epochs),
    changesIn,
    ranges: (asked, tx) => readRanges(db, asked, tx),
    async committed(tx, appended) {
      const { from, upTo, locked } = appended;
      const asked = { conversationId: locked.conversationId, from, upTo, visibleFromSeq: 0 };
      return toCommitted(appended, await changesIn(asked, tx));
    },
  };
}
