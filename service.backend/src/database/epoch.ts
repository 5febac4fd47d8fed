import { DomainError } from '../platform/domain-error.ts';
import type { Database, Tx } from './connection.ts';

// Where the record lives: this cluster, this database, this very table. A dump restored anywhere else (or over itself)
// differs in at least one, and its numbers may have gone back.
const home = `(SELECT system_identifier::text FROM pg_control_system())
  || '/' || (SELECT oid::text FROM pg_database WHERE datname = current_database())
  || '/' || 'conversations'::regclass::oid::text`;

// The timeline rises when a standby takes over or a backup is replayed to a point in time: numbers may have gone back, too.
const timeline = `CASE WHEN pg_is_in_recovery() THEN (SELECT timeline_id FROM pg_control_checkpoint())
  ELSE ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int END`;

/** Names the present life of the database; gives it a new name when it finds itself restored. */
export async function readEpoch(db: Database, tx?: Tx): Promise<string> {
  const row = await read(db, tx);
  if (!row.moved) return nameOf(row);
  if (tx) {
    // Renewed over another connection, but never while this one is held: as many transactions as the pool has room for
    // would wait for one more. The next attempt finds it renewed.
    void renew(db).catch(() => undefined);
    throw new DomainError('UNAVAILABLE', { retryAfterMs: 1_000 });
  }
  await renew(db);
  return nameOf(await read(db));
}

const nameOf = ({ epoch, timeline }: { readonly epoch: string; readonly timeline: number }) => `${epoch}.${timeline}`;

// The condition is asked again under the row's lock, so that of several nodes one alone renews it.
const renew = (db: Database) =>
  db.query(`UPDATE sync_meta SET epoch = gen_random_uuid(), home = ${home} WHERE home IS DISTINCT FROM ${home}`);

async function read(db: Database, tx?: Tx): Promise<{ epoch: string; timeline: number; moved: boolean }> {
  const [row] = await db.query<{ epoch: string; timeline: number; moved: boolean }>(
    `SELECT epoch, ${timeline} AS timeline, home IS DISTINCT FROM ${home} AS moved FROM sync_meta`,
    {},
    tx,
  );
  if (!row) throw new Error('sync_meta is empty');
  return row;
}

/** The epoch as a node knows it. */
export interface Epochs {
  /** Fresh after every reconnect, and never older than ten seconds. */
  current(tx?: Tx): Promise<string>;
}

const maxAge = 10_000;

/** Remembers the epoch between reconnects; a restored database is noticed before anything is said in its name. */
export function createEpochs(db: Database, now: () => number): Epochs {
  let known: { epoch: string; generation: number; at: number } | null = null;
  let asking: { epoch: Promise<string>; generation: number } | null = null;

  async function ask(generation: number, tx?: Tx): Promise<string> {
    const epoch = await readEpoch(db, tx);
    known = { epoch, generation, at: now() };
    return epoch;
  }

  /** In a storm everybody finds a new connection at once: one question is enough for them. */
  function askTogether(generation: number): Promise<string> {
    if (asking?.generation === generation) return asking.epoch;
    const question = {
      generation,
      epoch: ask(generation).finally(() => {
        if (asking === question) asking = null;
      }),
    };
    asking = question;
    return question.epoch;
  }

  return {
    async current(tx) {
      const generation = db.generation();
      if (known && known.generation === generation && now() - known.at < maxAge) return known.epoch;
      return tx === undefined ? askTogether(generation) : ask(generation, tx);
    },
  };
}
