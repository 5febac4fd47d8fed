import { SearchOrder } from '@parley/shared/contract/search.routes.ts';
import { Id, Moment, Seq } from '@parley/shared/models/basics.ts';
import type { HitPlace } from '@parley/shared/search/rank.ts';
import * as z from 'zod/mini';
import { DomainError } from '../../platform/domain-error.ts';

const Place = z.tuple([SearchOrder, z.int(), z.int(), Moment, Id, Seq]);

/** Where a page of hits ended, and when the search began. */
export interface SearchPlace {
  readonly order: SearchOrder;
  readonly now: number;
  readonly place: HitPlace;
}

/** The place as one opaque word. It opens nothing: every page asks anew who may see what. */
export const writeSearchCursor = ({ order, now, place }: SearchPlace): string =>
  Buffer.from(JSON.stringify([order, now, place.score, place.createdAt, place.conversationId, place.seq])).toString(
    'base64url',
  );

/** The place a word stands for; a word that we never gave is refused. */
export function readSearchCursor(cursor: string): SearchPlace {
  try {
    const [order, now, score, createdAt, conversationId, seq] = Place.parse(
      JSON.parse(Buffer.from(cursor, 'base64url').toString()),
    );
    // The age borders of a search are dates; a clock that nobody ever had is none.
    if (Math.abs(now) > 8e15 || Math.abs(score) > 1e6) throw new RangeError('no time of ours');
    return { order, now, place: { score, createdAt, conversationId, seq } };
  } catch {
    throw new DomainError('VALIDATION_FAILED', {
      details: [{ path: 'query.cursor', message: 'is no cursor of ours' }],
    });
  }
}
