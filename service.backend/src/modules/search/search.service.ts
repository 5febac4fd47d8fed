import { setImmediate } from 'node:timers/promises';
import type { Hit, SearchOrder } from '@parley/shared/contract/search.routes.ts';
import { limits } from '@parley/shared/limits.ts';
import { contentBytes } from '@parley/shared/models/content.ts';
import { compile } from '@parley/shared/search/compile.ts';
import { highlightsOf } from '@parley/shared/search/highlight.ts';
import { conversationsNamed } from '@parley/shared/search/names.ts';
import type { Directory } from '@parley/shared/search/operators.ts';
import { parseQuery, type Term } from '@parley/shared/search/parse-query.ts';
import type { Stems } from '@parley/shared/search/stems.ts';
import type { Clock } from '../../platform/clock.ts';
import { DomainError } from '../../platform/domain-error.ts';
import type { Actor } from '../actor.ts';
import type { ParticipantsRepository } from '../conversations/participants.repository.ts';
import type { FoundMessage, SearchRepository } from './search.repository.ts';
import { readSearchCursor, writeSearchCursor } from './search-cursor.ts';

/** What somebody looks for. */
export interface SearchRequest {
  readonly query: string;
  readonly conversationId?: string | undefined;
  readonly order?: SearchOrder | undefined;
  readonly zone?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/** A page of hits; `next` leads on. */
export interface HitPage {
  readonly hits: Hit[];
  readonly next: string | null;
  readonly complete: boolean;
}

interface Deps {
  readonly rows: SearchRepository;
  readonly participants: Pick<ParticipantsRepository, 'isIn'>;
  readonly stems: Stems;
  readonly clock: Clock;
}

const valuesOf = (terms: readonly Term[], wanted: 'person' | 'conversation'): string[] =>
  terms.flatMap((term) => (term.kind === 'filter' && term.operator.value === wanted ? [term.value] : []));

/** How much text a page of hits bears, at about the length at which people write a few hundred. */
const pageBytes = 65_536;

/** Search over all that the asking one may see, and nothing else. */
export function createSearch({ rows, participants, stems, clock }: Deps) {
  async function directoryFor(
    { userId }: Actor,
    terms: readonly Term[],
    zone: string,
    now: number,
  ): Promise<Directory> {
    const usernames = valuesOf(terms, 'person').map((name) => name.replace(/^@/, '').toLowerCase());
    const people = await rows.people(usernames.filter((name) => /^[a-z0-9._-]+$/.test(name)));
    const conversations = valuesOf(terms, 'conversation').length > 0 ? await rows.conversations(userId) : [];
    return {
      me: userId,
      zone,
      now,
      personId: (username) => people.get(username) ?? null,
      conversationIds: (name) => conversationsNamed(name, conversations),
    };
  }

  return async (actor: Actor, request: SearchRequest): Promise<HitPage> => {
    const { order = 'newest', zone = 'UTC', limit = limits.hitsDefault, conversationId = null } = request;
    const { terms, problem } = parseQuery(request.query);
    if (problem) throw new DomainError('QUERY_INVALID', { details: problem });
    if (conversationId !== null && !(await participants.isIn(conversationId, actor.userId))) {
      throw new DomainError('NOT_FOUND');
    }
    const from = request.cursor === undefined ? null : readSearchCursor(request.cursor);
    if (from && from.order !== order) {
      throw new DomainError('VALIDATION_FAILED', {
        details: [{ path: 'query.cursor', message: 'belongs to another order' }],
      });
    }
    const now = from?.now ?? clock.now();
    const query = compile(terms, await directoryFor(actor, terms, zone, now), stems);
    // Before the rows: what becomes complete while they are read was not complete for them.
    const complete = await rows.isComplete();
    const found = await rows.find(actor.userId, {
      query,
      order,
      now,
      conversationId,
      after: from?.place ?? null,
      limit,
    });
    const page = asMuchAsOneReads(found.slice(0, limit));
    const last = found.length > page.length ? page.at(-1) : undefined;
    const hits: Hit[] = [];
    for (const { message, before, after } of page) {
      const marked = highlightsOf(message.content ?? '', query.words, stems);
      hits.push({ message, highlights: marked.map(([begin, end]) => [begin, end]), before, after });
      // To mark a long message takes long, and others wait meanwhile.
      await setImmediate();
    }
    return { hits, next: last ? writeSearchCursor({ order, now, place: placeOf(last) }) : null, complete };
  };
}

/** The first of them, at least one: of long messages fewer make a page, or a short question would be the work of seconds. */
function asMuchAsOneReads(found: readonly FoundMessage[]): readonly FoundMessage[] {
  let bytes = 0;
  const end = found.findIndex(({ message }) => {
    bytes += contentBytes(message.content ?? '');
    return bytes > pageBytes;
  });
  return end < 0 ? found : found.slice(0, Math.max(1, end));
}

const placeOf = ({ score, message: { createdAt, conversationId, seq } }: FoundMessage) => ({
  score,
  createdAt,
  conversationId,
  seq,
});

export type Search = ReturnType<typeof createSearch>;
