import type { Hit, SearchOrder } from '@parley/shared/contract/search.routes.ts';
import type { HitPlace } from '@parley/shared/search/rank.ts';

/** What is asked of this device, by whom. Days are those of `zone`; ages are counted from `now`, on every page. */
export interface SavedQuestion {
  readonly userId: string;
  readonly query: string;
  readonly order: SearchOrder;
  readonly zone: string;
  readonly now: number;
  /** The last hit of the page before. */
  readonly after: HitPlace | null;
  readonly limit: number;
}

/** How much of what its reader may see was looked at. */
export interface Searched {
  /** Messages that were looked at. */
  readonly searched: number;
  /** Messages on this device; more than `searched` while they are still being read from disk. */
  readonly saved: number;
  /** Numbers of the record that are not on this device: at most so many messages are missing here. */
  readonly unsaved: number;
}

/** A page of what this device has found; `next` leads on. */
export interface SavedHits extends Searched {
  readonly hits: readonly Hit[];
  readonly next: HitPlace | null;
}

/** Searches what this device has saved, away from whoever asks: in a browser, in a worker. */
export interface SavedSearch {
  /** A query that has a mistake finds nothing. */
  ask(question: SavedQuestion): Promise<SavedHits>;
  /** Forgets all that was read, and whose it was. */
  forget(): void;
}
