import { type Database, openPostgres } from '@parley/backend/database/connection.ts';

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
export const throughQuery =
  (wrap: (query: Query) => Query): Door =>
  (options) => {
    const db = openPostgres(options);
    return { ...db, query: wrap(db.query) };
  };

/** Replaces texts in statements. A statement that has none of them passes as it is. */
export function rewriting(...replacements: readonly (readonly [text: string, by: string])[]): Door {
  const witness = createWitness();
  return throughQuery((query) => (sql, binds, tx) => {
    const changed = replacements.reduce((text, [from, to]) => text.replaceAll(from, to), sql);
    if (changed !== sql) witness();
    return query(changed, binds, tx);
  });
}

/** Some appends are rolled back although they were answered and announced. */
export function lateRollback(share: number): Door {
  const witness = createWitness();
  return (options) => {
    const db = openPostgres(options);
    class Undone extends Error {
      readonly result: unknown;
      constructor(result: unknown) {
        super('undone');
        this.result = result;
      }
    }
    const transaction: Database['transaction'] = async (work, more) => {
      try {
        return await db.transaction(async (tx) => {
          const result = await work(tx);
          if (Math.random() < share && isAppend(result)) throw new Undone(result);
          return result;
        }, more);
      } catch (error) {
        if (!(error instanceof Undone)) throw error;
        witness();
        return error.result as Awaited<ReturnType<typeof work>>;
      }
    };
    return { ...db, transaction };
  };
}

const isAppend = (result: unknown): boolean =>
  typeof result === 'object' && result !== null && 'accepted' in result && 'appended' in result;

/** After a look that found somebody gone, the next look for his message finds nothing: a refusal without a second look. */
export function noSecondLook(): Door {
  const witness = createWitness();
  const gone = new Map<string, number>();
  const isLook = (sql: string) => sql.includes('m.request_mac, c.seq AS head');
  const isMembership = (sql: string) =>
    sql.includes('SELECT user_id, joined_seq, visible_from_seq, read_seq FROM participants');
  return throughQuery((query) => async (sql, binds, tx) => {
    const key = JSON.stringify(binds?.conversation);
    if (isLook(sql) && (gone.get(key) ?? 0) > 0) {
      witness();
      gone.set(key, (gone.get(key) ?? 1) - 1);
      return [];
    }
    const rows = await query<never>(sql, binds, tx);
    if (isMembership(sql) && !sql.includes('FULL JOIN') && rows.length === 0) gone.set(key, (gone.get(key) ?? 0) + 1);
    return rows;
  });
}
