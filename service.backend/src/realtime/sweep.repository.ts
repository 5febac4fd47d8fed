import type { Change } from '@parley/shared/models/change.ts';
import type { Database, Tx } from '../database/connection.ts';
import type { Log } from '../modules/log/log.ts';
import type { Member } from './membership.repository.ts';
import { isTooLong } from './too-long.ts';

/** A conversation as one snapshot shows it: how far it was announced, who is in, and what the log names since. */
export interface Unannounced {
  readonly epoch: string;
  readonly conversationId: string;
  readonly from: number;
  readonly head: number;
  readonly members: readonly Member[];
  /** Those whose membership ended in the range and who are not back. */
  readonly ended: readonly { userId: string; seq: number }[];
  /** Null where the range or what stands in it is too long, or the log was cut: then a poke must do. */
  readonly changes: readonly Change[] | null;
}

/** What the sweeper reads. */
export interface SweepRepository {
  /** Conversations whose oldest unannounced number is older than `olderThan` ms, by id after `after`. */
  lagging(search: { olderThan: number; after: string | null; limit: number }): Promise<string[]>;
  read(conversationId: string): Promise<Unannounced | null>;
}

// A time that is yet to come tells of a clock that was set back: how old such a number is, nobody knows, so it is old.
const findLagging = `
  SELECT c.id FROM conversations c LEFT JOIN announced a ON a.conversation_id = c.id
  WHERE c.seq > COALESCE(a.seq, 0) AND ($after::uuid IS NULL OR c.id > $after::uuid)
    AND COALESCE((SELECT at FROM changes WHERE conversation_id = c.id AND seq = COALESCE(a.seq, 0) + 1), '-infinity')
        NOT BETWEEN clock_timestamp() - make_interval(secs => $seconds::float8) AND clock_timestamp()
  ORDER BY c.id LIMIT $limit`;

const readHead = `
  SELECT c.seq AS head, c.log_floor AS floor, COALESCE(a.seq, 0) AS "from"
  FROM conversations c LEFT JOIN announced a ON a.conversation_id = c.id WHERE c.id = $conversationId`;

const readPeople = `
  SELECT user_id AS "userId", joined_seq AS "joinedSeq", visible_from_seq AS "visibleFromSeq", left_seq AS "leftSeq"
  FROM participants WHERE conversation_id = $conversationId AND (left_seq IS NULL OR left_seq > $from)`;

/** Over this many numbers behind a poke says the same with fewer words. */
const changesAtMost = 200;

/** Reads one conversation in one snapshot: rows of now with receivers of before would show an edit to one removed. */
export function createSweepRepository(deps: {
  readonly db: Database;
  readonly log: Pick<Log, 'changesIn'>;
  readonly epoch: (tx: Tx) => Promise<string>;
}): SweepRepository {
  const { db, log, epoch } = deps;
  return {
    async lagging({ olderThan, after, limit }) {
      const rows = await db.query<{ id: string }>(findLagging, { seconds: olderThan / 1_000, after, limit });
      return rows.map(({ id }) => id);
    },

    read(conversationId) {
      const work = async (tx: Tx): Promise<Unannounced | null> => {
        const [state] = await db.query<{ head: number; floor: number; from: number }>(readHead, { conversationId }, tx);
        if (state === undefined || state.from >= state.head) return null;
        const { head, floor, from } = state;
        const people = await db.query<Member & { leftSeq: number | null }>(readPeople, { conversationId, from }, tx);
        const asked = { conversationId, from, upTo: head, visibleFromSeq: 0 };
        const known = from >= floor && head - from <= changesAtMost;
        const changes = known ? await log.changesIn(asked, tx) : null;
        return {
          epoch: await epoch(tx),
          conversationId,
          from,
          head,
          members: people.filter(({ leftSeq }) => leftSeq === null),
          ended: people.flatMap(({ userId, leftSeq }) => (leftSeq === null ? [] : [{ userId, seq: leftSeq }])),
          changes: changes === null || isTooLong(changes) ? null : changes,
        };
      };
      return db.transaction(work, { snapshot: true });
    },
  };
}
