import type { Lab } from './lab.ts';

/** Puts a long history on the record of a fresh room, in one statement; `people` speak in turns, so many days ago. */
export async function lengthen(
  lab: Pick<Lab, 'sql'>,
  room: string,
  people: readonly { readonly id: string }[],
  count: number,
  days = 0,
): Promise<void> {
  await lab.sql.query(
    `WITH written AS (
       INSERT INTO messages (conversation_id, id, seq, rev, sender_id, content, created_at)
       SELECT $1, gen_random_uuid(), seq, seq, ($2::uuid[])[1 + seq % cardinality($2::uuid[])],
         'number ' || seq || repeat(' and a few words more', seq % 7),
         clock_timestamp() - ($3::int - seq) * interval '1 second' - make_interval(days => $4::int)
       FROM generate_series(2, $3::int) AS seq
       RETURNING id, seq, sender_id, created_at
     ), logged AS (
       INSERT INTO changes (conversation_id, seq, kind, message_id, actor_id, at)
       SELECT $1, seq, 'message', id, sender_id, created_at FROM written
     )
     UPDATE conversations SET seq = $3, last_message_seq = $3 WHERE id = $1`,
    [room, people.map(({ id }) => id), count, days],
  );
  await lab.sql.query('ANALYZE messages, changes');
}

/** All of these have read all of it. */
export async function readUp(lab: Pick<Lab, 'sql'>, room: string): Promise<void> {
  await lab.sql.query(
    `UPDATE participants SET read_seq = conversations.seq, delivered_seq = conversations.seq
     FROM conversations WHERE conversations.id = conversation_id AND conversation_id = $1`,
    [room],
  );
}
