import { SearchOrder } from '@parley/shared/contract/search.routes.ts';
import { Id, Seq } from '@parley/shared/models/basics.ts';
import type { HitPlace } from '@parley/shared/search/rank.ts';
import * as z from 'zod/mini';
import { KeptMoment, readCursor, writeCursor } from '../../platform/cursor.ts';

// Days before it and the one after it are asked for: outside of these years the database reads no moment as we write it.
const Now = z.int().check(z.gte(0), z.lte(Date.UTC(9999, 0)));
const Score = z.int().check(z.gte(-1e6), z.lte(1e6));
const Place = z.tuple([SearchOrder, Now, Score, KeptMoment, Id, Seq]);

/** Where a page of hits ended, and when the search began. */
export interface SearchPlace {
  readonly order: SearchOrder;
  readonly now: number;
  readonly place: HitPlace;
}

/** A place among the hits as a cursor. */
export const writeSearchCursor = ({ order, now, place }: SearchPlace): string =>
  writeCursor([order, now, place.score, place.createdAt, place.conversationId, place.seq]);

/** The place a cursor stands for. */
export function readSearchCursor(cursor: string): SearchPlace {
  const [order, now, score, createdAt, conversationId, seq] = readCursor(cursor, Place);
  return { order, now, place: { score, createdAt, conversationId, seq } };
}
