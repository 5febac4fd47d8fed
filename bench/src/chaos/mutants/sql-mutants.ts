import { type Database, openPostgres } from '@parley/backend/database/connection.ts';
import { up as appendFunction } from '@parley/backend/database/migrations/0018-append-erased.ts';
import { marks } from './rewrites.ts';

/** Another database door: the same statements, with one thing in them wrong. */
export type Door = typeof openPostgres;

type Query = Database['query'];

/** Says on standard output, once, that the mutation was in effect: a mutant that changes nothing proves nothing. */
export function createWitness(): () => void {
  let isSaid = false;
  return () => {
    if (!isSaid) console.log('the mutant is at work');
    isSaid = true;
  };
}

/** Wraps every query, in and out of transactions. */
const throughQuery =
  (wrap: (query: Query) => Query): Door =>
  (options) => {
    const db = openPostgres(options);
    return { ...db, query: wrap(db.query) };
  };

/**
 * Replaces texts in statements, and in the function that sends call: of that one each process makes a copy of its own, or
 * nodes without the mutation would be mutated too. A statement that has none of the texts passes as it is.
 */
export function rewriting(...replacements: readonly (readonly [text: string, by: string])[]): Door {
  const witness = createWitness();
  const rewrite = (text: string) => replacements.reduce((all, [from, to]) => all.replaceAll(from, to), text);
  const callsCopy = callingCopy(rewrite(appendFunction));
  return throughQuery((query) => async (sql, binds, tx) => {
    const changed = rewrite(await callsCopy(sql, query));
    if (changed !== sql) witness();
    return query(changed, binds, tx);
  });
}

/** Makes statements call another function than `append_messages`, where it is another one. */
function callingCopy(source: string): (sql: string, query: Query) => Promise<string> {
  const name = `append_messages_${process.pid}`;
  const copy = source.replace('FUNCTION append_messages', `FUNCTION ${name}`);
  let made: Promise<unknown> | undefined;
  return async (sql, query) => {
    if (source === appendFunction || !isAppend(sql)) return sql;
    made ??= query(copy);
    await made;
    return sql.replaceAll('append_messages(', `${name}(`);
  };
}

const isAppend = (sql: string): boolean => sql.includes(marks.append);

/** Some appends are rolled back although they were answered and announced. */
export function lateRollback(share: number): Door {
  const witness = createWitness();
  class Undone extends Error {
    readonly rows: readonly object[];
    constructor(rows: readonly object[]) {
      super('undone');
      this.rows = rows;
    }
  }
  return (options) => {
    const db = openPostgres(options);
    const query: Query = async <Row extends object>(...[sql, binds, tx]: Parameters<Query>): Promise<Row[]> => {
      if (tx !== undefined || !isAppend(sql) || Math.random() >= share) return db.query<Row>(sql, binds, tx);
      try {
        return await db.transaction(async (undoing) => {
          throw new Undone(await db.query<Row>(sql, binds, undoing));
        });
      } catch (error) {
        if (!(error instanceof Undone)) throw error;
        witness();
        return [...error.rows] as Row[];
      }
    };
    return { ...db, query };
  };
}

/** After an append that found somebody gone, the next look for his message finds nothing: a refusal without a second look. */
export function noSecondLook(): Door {
  const witness = createWitness();
  const gone = new Map<string, number>();
  const isLook = (sql: string) => sql.includes(marks.ownLook);
  return throughQuery((query) => async (sql, binds, tx) => {
    const key = JSON.stringify(binds?.conversation);
    if (isLook(sql) && (gone.get(key) ?? 0) > 0) {
      witness();
      gone.set(key, (gone.get(key) ?? 1) - 1);
      return [];
    }
    const rows = await query<never>(sql, binds, tx);
    if (isAppend(sql) && rows.length === 0) gone.set(key, (gone.get(key) ?? 0) + 1);
    return rows;
  });
}
