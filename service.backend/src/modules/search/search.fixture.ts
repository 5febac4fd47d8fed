import { randomUUID } from 'node:crypto';
import type { Hit } from '@parley/shared/contract/search.routes.ts';
import { searchMessages } from '@parley/shared/contract/search.routes.ts';
import { createStems } from '@parley/shared/search/stems.ts';
import type { Database } from '../../database/connection.ts';
import type { TestPerson } from '../../testing/service.ts';
import { createBackfillRepository } from './backfill.repository.ts';
import { createBackfill } from './backfill.ts';
import { createSearchRows } from './search-rows.repository.ts';

/** Says something; gives the message's id. */
export async function say({ api }: TestPerson, conversationId: string, content: string): Promise<string> {
  const id = randomUUID();
  const { status, text } = await api.post(`/conversations/${conversationId}/messages`, { id, content });
  if (status !== 201) throw new Error(text);
  return id;
}

/** Makes findable what is there, as a service does when it starts; tells of each job it writes down. */
export const backfillOf = (db: Database, onAdd: () => void = () => undefined) =>
  createBackfill({
    db,
    walk: createBackfillRepository(db),
    rows: createSearchRows(db, createStems()),
    jobs: {
      handle: () => undefined,
      add: async () => {
        onAdd();
        return true;
      },
      wake: () => undefined,
    },
  });

/** Searches over the wire; fails where it was refused. */
export async function search({ api }: TestPerson, query: string, rest: Readonly<Record<string, string>> = {}) {
  const { status, body, text } = await api.get(`/messages/search?${new URLSearchParams({ query, ...rest })}`);
  if (status !== 200) throw new Error(text);
  return searchMessages.responses[200].parse(body);
}

/** What was found, as it was written. */
export const contentsOf = ({ hits }: { hits: readonly Hit[] }): (string | null)[] =>
  hits.map(({ message }) => message.content);

/** All that is found, page by page. */
export async function searchAll(person: TestPerson, query: string, rest: Readonly<Record<string, string>> = {}) {
  const all: Hit[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await search(person, query, { ...rest, ...(cursor === undefined ? {} : { cursor }) });
    all.push(...page.hits);
    cursor = page.next;
  }
  return all;
}
