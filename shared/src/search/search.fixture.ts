import { type CompiledQuery, compile } from './compile.ts';
import { type Candidate, holds } from './condition.ts';
import { documentOf } from './document.ts';
import { highlightsOf } from './highlight.ts';
import type { Directory } from './operators.ts';
import { parseQuery } from './parse-query.ts';
import { createStems } from './stems.ts';

const stems = createStems();

/** Ada asks, on a day in March, in UTC. */
const directory: Directory = {
  me: 'ada',
  zone: 'UTC',
  now: Date.parse('2026-03-10T12:00:00Z'),
  personId: (username) => (username === 'bob' ? 'bob' : null),
  conversationIds: (name) => (name === 'Pier 4' ? ['pier'] : []),
};

/** A query that has no mistake. */
function compiled(query: string): CompiledQuery {
  const { terms, problem } = parseQuery(query);
  if (problem) throw new Error(`${query}: ${problem.reason}`);
  return compile(terms, directory, stems);
}

/** A message that Bob wrote in another conversation on the first of March, unless it says otherwise. */
export function candidate(content: string, rest: Partial<Candidate & { editedAt: string }> = {}): Candidate {
  const document = documentOf({ kind: 'text', content, editedAt: rest.editedAt ?? null }, stems);
  const lexemes = new Set(document?.lexemes);
  return {
    conversationId: 'harbour',
    senderId: 'bob',
    createdAt: '2026-03-01T10:00:00.000000Z',
    unread: false,
    folded: document?.folded ?? '',
    hasLexeme: (lexeme) => lexemes.has(lexeme),
    ...rest,
  };
}

/** Whether the query finds a message with this content. */
export const finds = (query: string, content: string, rest: Parameters<typeof candidate>[1] = {}): boolean =>
  holds(compiled(query).condition, candidate(content, rest));

/** The marked pieces of a content. */
export const marked = (query: string, content: string): string[] =>
  highlightsOf(content, compiled(query).words, stems).map(([from, to]) => content.slice(from, to));
