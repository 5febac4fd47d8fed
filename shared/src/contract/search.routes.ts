import * as z from 'zod/mini';
import { limits } from '../limits.ts';
import { Id, Moment, queryInteger, Seq } from '../models/basics.ts';
import { Message } from '../models/message.ts';
import { isZone } from '../search/zone.ts';
import { defineRoute } from './route.ts';

/** The beginning of a neighbour of a hit: enough to know what was spoken of. */
export const Excerpt = z.object({ seq: Seq, senderId: Id, createdAt: Moment, text: z.string() });
export type Excerpt = z.infer<typeof Excerpt>;

/** A message that was found, what stood before and after it, and where in its content: offsets in UTF-16 units. */
export const Hit = z.object({
  message: Message,
  highlights: z.array(z.tuple([Seq, Seq])),
  before: z.nullable(Excerpt),
  after: z.nullable(Excerpt),
});
export type Hit = z.infer<typeof Hit>;

/** Hits by freshness, or by how well they fit and freshness. */
export const SearchOrder = z.enum(['newest', 'best']);
export type SearchOrder = z.infer<typeof SearchOrder>;

/**
 * Searches all that I may see, or one conversation of it. Days in the query are those of `zone`. `complete` is false
 * while older messages are still being made ready for search. A mistake in the query is answered with its place.
 */
export const searchMessages = defineRoute({
  name: 'messages.search',
  summary: 'Search messages',
  method: 'GET',
  path: '/messages/search',
  access: 'signedIn',
  limit: 'searchMessages',
  query: z.strictObject({
    query: z.string().check(z.maxLength(4 * limits.queryLength)),
    conversationId: z.optional(Id),
    order: z.optional(SearchOrder),
    zone: z.optional(z.string().check(z.refine(isZone, 'is no time zone'))),
    cursor: z.optional(z.string().check(z.maxLength(300))),
    limit: z.optional(queryInteger(1, limits.hitsMax)),
  }),
  responses: { 200: z.object({ hits: z.array(Hit), next: z.nullable(z.string()), complete: z.boolean() }) },
  errors: ['NOT_FOUND', 'QUERY_INVALID'],
});
