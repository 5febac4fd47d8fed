import type { Check, Facts } from './facts.ts';

/** The database itself has forgotten the words. */
const stored = ({ truth }: Facts): string[] =>
  truth.messages.flatMap(({ c, seq, deleted, body }) =>
    deleted && body !== null ? [`${seq} of ${c} is deleted and still has its words`] : [],
  );

/** Nothing that was read after the deletion brings them. */
const told = ({ of, stored: conversations }: Facts): string[] =>
  of('recv').flatMap(({ device, c, via, asOf, rows }) =>
    rows.flatMap(({ id, seq, rev, body }) => {
      const deletedAt = conversations.get(c)?.deletedAt.get(id);
      if (body === null || deletedAt === undefined) return [];
      // A frame may gather what was committed one after another: each change of it as it was then.
      const isLater = via === 'event' ? rev >= deletedAt : asOf >= deletedAt;
      return isLater ? [`${device} was told the words of ${seq} of ${c}, deleted with ${deletedAt}, by ${via}`] : [];
    }),
  );

/** No view brings them back. */
function shown({ history }: Facts): string[] {
  const found: string[] = [];
  const gone = new Set<string>();
  for (const record of history) {
    if (record.kind !== 'apply') continue;
    for (const { id, seq, deleted, body } of record.rows) {
      const key = `${record.device}/${record.c}/${id}`;
      if (deleted) gone.add(key);
      if (body !== null && gone.has(key)) found.push(`${record.device} shows the words of ${seq} again, once deleted`);
    }
  }
  return found;
}

/** After a deletion nobody sees the words any more. */
export const deleted: Check = (facts) => [...stored(facts), ...told(facts), ...shown(facts)];
