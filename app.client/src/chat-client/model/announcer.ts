import type { Change } from '@parley/shared/models/change.ts';
import { changesIn } from './reading.ts';
import { type Committed, type Database, presentIn, type Stored } from './record.ts';
import type { Push } from './wire.ts';

/** Sends to every device of a user. */
export type Emit = (userId: string, push: Push) => void;

/** A sweeper that is further behind than this only says where the head is. */
const pokeBeyond = 4;

function announceRange(
  { epoch, c, from, upTo }: Pick<Committed, 'epoch' | 'c' | 'from' | 'upTo'>,
  audience: ReadonlyMap<string, number>,
  changes: readonly Change[],
  emit: Emit,
): void {
  for (const [userId, visibleFromSeq] of audience) {
    const seen = changes.filter((change) => change.kind !== 'message' || change.message.seq >= visibleFromSeq);
    emit(userId, { name: 'event', payload: { epoch, c, from, upTo, changes: [...seen] } });
  }
}

/** A node announces what it committed, in the order of numbers; what follows without a gap at one membership version may share a frame. */
export function announce(pending: Committed[], atMost: number, database: Database, emit: Emit): void {
  const first = pending.shift();
  if (!first || first.epoch !== database.epoch) return;
  let last = first;
  const changes = [...first.changes];
  for (let joined = 1; joined < atMost; joined++) {
    const index = pending.findIndex(({ c }) => c === first.c);
    const next = pending[index];
    const joinsOn = next && next.from === last.upTo && next.membershipVersion === first.membershipVersion;
    if (!next || !joinsOn || next.epoch !== first.epoch) break;
    pending.splice(index, 1);
    changes.push(...next.changes);
    last = next;
  }
  announceRange({ ...first, upTo: last.upTo }, first.audience, changes, emit);
  const stored = database.conversations.get(first.c);
  if (stored && stored.announced >= first.from) stored.announced = Math.max(stored.announced, last.upTo);
}

/** Announces what a dead node left, from the log; a poke where that is too much or no longer there. */
export function sweep({ epoch }: Database, stored: Stored, emit: Emit): void {
  const { id: c, announced: from, seq: upTo } = stored;
  if (from >= upTo) return;
  const audience = new Map(presentIn(stored).map((row) => [row.userId, row.visibleFromSeq]));
  if (upTo - from > pokeBeyond || from < stored.logFloor)
    announceRange({ epoch, c, from: upTo, upTo }, audience, [], emit);
  else announceRange({ epoch, c, from, upTo }, audience, changesIn(stored, from, upTo, 0), emit);
  stored.announced = upTo;
}
