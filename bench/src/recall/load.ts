import { type Database, openPostgres } from '@parley/backend/database/connection.ts';
import { createSearchRows } from '@parley/backend/modules/search/search-rows.repository.ts';
import { createStems } from '@parley/shared/search/stems.ts';
import type pg from 'pg';
import type { Corpus, Written } from './corpus/corpus.ts';
import { type Room, rooms, unreadSince } from './corpus/plan.ts';
import type { World } from './world.ts';

interface Writing {
  readonly db: Database;
  readonly rows: ReturnType<typeof createSearchRows>;
  readonly sql: pg.Pool;
  readonly world: World;
}

const day = 86_400_000;
const batch = 2_000;
const atOnce = 8;

/** Runs work over items, a few at a time. */
export async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const item of waiting) await work(item);
    }),
  );
}

/** What was said long ago goes straight into the tables: the record does not let anybody date his words back. */
async function writeHistory(
  { sql, world: { people } }: Writing,
  room: string,
  said: readonly Written[],
): Promise<void> {
  await sql.query(
    `WITH head AS (SELECT seq FROM conversations WHERE id = $1), row AS (
       SELECT one.*, (SELECT seq FROM head) + one.place AS number
       FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[]) WITH ORDINALITY AS one (id, sender, content, at, place)
     ), written AS (
       INSERT INTO messages (conversation_id, id, seq, rev, sender_id, content, created_at)
       SELECT $1, id, number, number, sender, content, at FROM row
     ), logged AS (
       INSERT INTO changes (conversation_id, seq, kind, message_id, actor_id, at)
       SELECT $1, number, 'message', id, sender, at FROM row
     )
     UPDATE conversations SET seq = seq + $6::int, last_message_seq = seq + $6::int WHERE id = $1`,
    [
      room,
      said.map(({ id }) => id),
      said.map(({ author }) => people[author].id),
      said.map(({ content }) => content),
      said.map(({ at }) => new Date(at).toISOString()),
      said.length,
    ],
  );
}

/**
 * Makes findable, with the service's own hand, all but the first stretch and each twenty-fifth after it: those are left for
 * the job that finds them.
 */
async function makeFindable({ db, rows, sql, world }: Writing, room: string, said: readonly Written[]): Promise<void> {
  const { rows: read } = await sql.query<{ id: string; seq: string; at: string }>(
    `SELECT id, seq, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at FROM messages
     WHERE conversation_id = $1 AND id = ANY($2::uuid[])`,
    [room, said.map(({ id }) => id)],
  );
  const stored = new Map(read.map((row) => [row.id, row]));
  const known = said.flatMap(({ id, author, content }) => {
    const row = stored.get(id);
    if (!row) return [];
    const message = { seq: Number(row.seq), senderId: world.people[author].id, createdAt: row.at, content };
    return [{ ...message, kind: 'text' as const, editedAt: null }];
  });
  await db.transaction((tx) => rows.put(tx, room, known));
}

/** All that was said up to two days ago, room by room. */
export async function loadHistory(sql: pg.Pool, databaseUrl: string, world: World, corpus: Corpus): Promise<void> {
  const timeouts = { statement: 60_000, lock: 60_000, answer: 60_000, connect: 10_000 };
  const db = openPostgres({ url: databaseUrl, logger: { warn: () => undefined }, poolSize: 2, timeouts });
  const writing: Writing = { db, rows: createSearchRows(db, createStems()), sql, world };
  // What was done to make the rooms was done before anybody spoke in them.
  await sql.query(`UPDATE messages SET created_at = created_at - interval '1000 days' WHERE kind = 'system'`);
  const history = (room: Room) => corpus.messages.filter((each) => each.room === room && !each.live);
  let turn = 0;
  for (const room of rooms) {
    if (room === 'late') continue;
    const said = history(room);
    for (let at = 0; at < said.length; at += batch) {
      const some = said.slice(at, at + batch);
      await writeHistory(writing, world.rooms[room], some);
      turn += 1;
      if (turn % 25 !== 1) await makeFindable(writing, world.rooms[room], some);
    }
  }
  await joinLate(sql, world);
  for (let said = history('late'); said.length > 0; said = said.slice(batch)) {
    await writeHistory(writing, world.rooms.late, said.slice(0, batch));
    await makeFindable(writing, world.rooms.late, said.slice(0, batch));
  }
  await sql.query('ANALYZE');
  await db.close();
}

/** Ada is let into the late shift, whose earlier words are not for her. */
async function joinLate(sql: pg.Pool, { people, rooms: at }: World): Promise<void> {
  await sql.query(`UPDATE conversations SET history_policy = 'since_join' WHERE id = $1`, [at.late]);
  await people.bob.ask('POST', `/conversations/${at.late}/participants`, { userIds: [people.ada.id] });
  await sql.query(
    `UPDATE messages SET created_at = created_at - interval '400 days' WHERE conversation_id = $1 AND kind = 'system'
     AND created_at > now() - interval '1 day'`,
    [at.late],
  );
}

/** What is said, edited and deleted today, and what Ada reads and leaves: over the wire, by those who do it. */
export async function liveOn(sql: pg.Pool, world: World, corpus: Corpus, now: number): Promise<void> {
  const { people, rooms: at } = world;
  const path = ({ room, id }: Written) => `/conversations/${at[room]}/messages/${id}`;
  await inTurns(
    corpus.messages.filter(({ live }) => live),
    async ({ room, id, author, content }) => {
      await people[author].ask('POST', `/conversations/${at[room]}/messages`, { id, content });
    },
  );
  await inTurns(
    corpus.messages.filter(({ becomes }) => becomes !== undefined),
    async (message) => {
      const author = people[message.author];
      if (message.becomes === null) await author.ask('DELETE', path(message));
      else await author.ask('PATCH', path(message), { content: message.becomes, version: 1 });
    },
  );
  const { rows } = await sql.query<{ seq: string }>(
    'SELECT max(seq) AS seq FROM messages WHERE conversation_id = $1 AND created_at < $2',
    [at.office, new Date(now - unreadSince * day - day / 4).toISOString()],
  );
  const { epoch } = await people.ada.ask<{ epoch: string }>('GET', `/conversations/${at.office}/messages?limit=1`);
  await people.ada.ask('PUT', `/conversations/${at.office}/receipt`, { epoch, readSeq: Number(rows[0]?.seq ?? 0) });
  await people.bob.ask('DELETE', `/conversations/${at.left}/participants/${people.ada.id}`);
}

/** Waits until the service has made findable what was there before it began. */
export async function untilFindable(sql: pg.Pool, withinMs: number): Promise<void> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const { rows } = await sql.query<{ left: boolean }>(
      `SELECT EXISTS (SELECT FROM messages m LEFT JOIN message_search s USING (conversation_id, seq)
         WHERE m.content IS NOT NULL AND s.seq IS NULL) AS left`,
    );
    if (rows[0]?.left !== true) return;
    if (Date.now() > deadline) throw new Error('what was there before is still not findable');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
