import { listMessages } from '@parley/shared/contract/messages.routes.ts';
import { findPeople, person } from '@parley/shared/contract/people.routes.ts';
import type { RouteOutput, RouteSpec } from '@parley/shared/contract/route.ts';
import { limits } from '@parley/shared/limits.ts';
import { type Link, partsOf, type RequestParts } from './call.ts';
import type { TtlLruCache } from './ttl-lru-cache.ts';

/** What keys are made of beside the request. */
export interface CacheView {
  /** null: nobody is signed in, and nothing is cached. */
  userId(): string | null;
  /** Where the conversation's log stands here; null: not held open, its pages are not cached. */
  cursorOf(conversationId: string): string | null;
}

const TTL = { people: 30_000, person: 60_000, page: 300_000 } as const;

const text = (parts: object | undefined): string =>
  Object.entries(parts ?? {})
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('&');

/** What may be kept, under which key, for how long. A page of history is keyed by its range and by how much of the log it must know. */
function entryOf(route: RouteSpec, { params, query }: RequestParts, view: CacheView) {
  if (route.name === findPeople.name) return { key: `people?${text(query)}`, ttl: TTL.people };
  if (route.name === person.name) return { key: `people/${params?.userId}`, ttl: TTL.person };
  // A page as large as can be goes to the disk, and would only push out what a screen asks for.
  if (route.name !== listMessages.name || Number(query?.limit) >= limits.pageMax) return null;
  const conversationId = params?.conversationId ?? '';
  const cursor = view.cursorOf(conversationId);
  return cursor === null ? null : { key: `pages/${conversationId}/${cursor}?${text(query)}`, ttl: TTL.page };
}

/** Keys begin with the user, so that one person's answers are never another's. */
const cacheKey = (userId: string, key: string): string => `${userId}/${key}`;

/**
 * Answers from memory what was asked before. Writing to a conversation forgets its pages, any other writing what is known of
 * people. What was asked before something was forgotten is not kept when it arrives afterwards: it may be the old answer.
 */
export const cached =
  (cache: TtlLruCache<unknown>, view: CacheView): Link =>
  (next) => {
    let forgotten = 0;
    return async <R extends RouteSpec>(route: R, input: Parameters<typeof next<R>>[1]): Promise<RouteOutput<R>> => {
      const userId = view.userId();
      if (userId === null) return next(route, input);
      const parts = partsOf<R>(input);
      if (route.method !== 'GET') {
        try {
          return await next(route, input);
        } finally {
          const conversationId = parts.params?.conversationId;
          cache.forget(cacheKey(userId, conversationId === undefined ? 'people' : `pages/${conversationId}/`));
          forgotten += 1;
        }
      }
      const entry = entryOf(route, parts, view);
      if (entry === null) return next(route, input);
      const key = cacheKey(userId, entry.key);
      const known = cache.get(key);
      if (known !== undefined) return known as RouteOutput<R>;
      const before = forgotten;
      const answer = await next(route, input);
      if (before === forgotten && view.userId() === userId) cache.set(key, answer, entry.ttl);
      return answer;
    };
  };
