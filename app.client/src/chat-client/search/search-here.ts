import { limits } from '@parley/shared/limits.ts';
import type { SearchAsked, SearchedHere } from '../chat-client.ts';
import { ApiError } from '../failure.ts';
import type { Clock } from '../ports.ts';
import type { SavedQuestion, SavedSearch } from './question.ts';

type Place = Pick<SavedQuestion, 'now' | 'after'>;

/** What searching on this device needs. */
export interface SearchHereDeps {
  /** null where nothing is kept. */
  readonly search: SavedSearch | null;
  readonly me: () => string | null;
  readonly clock: Pick<Clock, 'now'>;
  /** Writes down what was read and is not on the disk yet. */
  readonly keep: () => Promise<void>;
}

/** Asks this device alone; what it holds of another person is never looked at. */
export function createSearchHere({ search, me, clock, keep }: SearchHereDeps) {
  return async ({ query, order, cursor }: SearchAsked): Promise<SearchedHere> => {
    const userId = me();
    if (!search || userId === null) throw new ApiError('STORAGE_FAILED', 'local');
    const { now, after }: Place = cursor === null ? { now: clock.now(), after: null } : JSON.parse(cursor);
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    await keep();
    const asked = { userId, query, order, zone, now, after, limit: limits.hitsDefault };
    const found = await search.ask(asked).catch(() => {
      throw new ApiError('STORAGE_FAILED', 'local');
    });
    // Somebody else has signed in meanwhile.
    if (me() !== userId) throw new ApiError('UNAUTHENTICATED', 'local');
    return { ...found, next: found.next && JSON.stringify({ now, after: found.next }) };
  };
}
