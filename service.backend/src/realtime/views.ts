import type { Change } from '@parley/shared/models/change.ts';
import { isVisible } from '../modules/log/visible.ts';
import type { Member } from './membership.repository.ts';

/** People who may see the same of a frame, and what that is. */
export interface View {
  readonly userIds: readonly string[];
  readonly changes: readonly Change[];
}

/**
 * Parts the receivers by what they may see: a message whose own number (not that of its change) lies before
 * `visibleFromSeq` is left out, so the edit of an old message does not reach one who came after it. Those with the same
 * result share a view, hence an encoding; the blind ones get an empty one, which moves their cursor.
 */
export function viewsOf(changes: readonly Change[], members: readonly Member[]): View[] {
  const places = changes.flatMap((change) => (change.kind === 'message' ? [change.message.seq] : []));
  const views = new Map<number, { userIds: string[]; changes: readonly Change[] }>();
  for (const { userId, visibleFromSeq } of members) {
    // Whoever is kept from equally many is kept from the same ones: they are the lowest.
    const hidden = places.reduce((count, place) => (isVisible(place, visibleFromSeq) ? count : count + 1), 0);
    const view = views.get(hidden);
    if (view !== undefined) view.userIds.push(userId);
    else views.set(hidden, { userIds: [userId], changes: hidden === 0 ? changes : seenFrom(visibleFromSeq, changes) });
  }
  return [...views.values()];
}

function seenFrom(visibleFromSeq: number, changes: readonly Change[]): Change[] {
  return changes.filter((change) => change.kind !== 'message' || isVisible(change.message.seq, visibleFromSeq));
}
