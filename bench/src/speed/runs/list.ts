import { randomUUID } from 'node:crypto';
import { makePeople, makeRoom, type Person } from '../lab/crowd.ts';
import type { Lab } from '../lab/lab.ts';
import { lengthen } from '../lab/long-room.ts';
import type { Program } from '../lab/program.ts';
import { median } from '../measure/median.ts';
import { openHttp } from '../wire/http-connection.ts';
import type { Bench } from './bench.ts';
import { timesOf } from './times.ts';

/** So many conversations of one person, each with a few messages, written straight into the tables. */
async function manyRooms(lab: Lab, server: Program, people: readonly Person[], count: number): Promise<void> {
  const room = await makeRoom(server.url, people);
  const [person] = people;
  if (person === undefined) return;
  await lengthen(lab, room, [person], 20);
  const ids = Array.from({ length: count - 1 }, () => randomUUID());
  const copies: readonly (readonly [table: string, columns: string])[] = [
    ['participants', 'user_id, role, joined_seq, visible_from_seq, delivered_seq, read_seq, rev'],
    ['messages', 'id, seq, rev, kind, sender_id, content, event, created_at'],
    ['changes', 'seq, kind, message_id, user_id, actor_id, at'],
  ];
  await lab.sql.query(
    `INSERT INTO conversations (id, kind, title, created_by, request_mac, seq, rev, membership_version, last_message_seq, last_change_at)
     SELECT one.id, kind, title || one.place, created_by, request_mac, seq, rev, membership_version, last_message_seq,
       clock_timestamp() - one.place * interval '1 second'
     FROM conversations, unnest($1::uuid[]) WITH ORDINALITY AS one (id, place) WHERE conversations.id = $2`,
    [ids, room],
  );
  for (const [table, columns] of copies) {
    await lab.sql.query(
      `INSERT INTO ${table} (conversation_id, ${columns})
       SELECT one.id, ${columns.replace(/\bid\b/, 'source.id')} FROM ${table} AS source, unnest($1::uuid[]) AS one (id)
       WHERE source.conversation_id = $2`,
      [ids, room],
    );
  }
  await lab.sql.query('ANALYZE');
}

/** The first page of somebody with a thousand conversations against that of somebody with ten. */
export const list: Bench = async (lab, { rounds }) => {
  const server = await lab.service();
  const [few, many] = [await makePeople(lab.sql, 3), await makePeople(lab.sql, 3)];
  await manyRooms(lab, server, few, 10);
  await manyRooms(lab, server, many, 1_000);
  const [one, other] = [few[0], many[0]];
  if (one === undefined || other === undefined) throw new Error('nobody is there');
  const connection = await openHttp(server.url);
  const measured: number[][] = [];
  for (let round = 0; round < rounds; round += 1) {
    measured.push(
      await timesOf(
        connection,
        [
          [one, '/conversations?limit=10'],
          [other, '/conversations?limit=30'],
        ],
        server.url,
      ),
    );
  }
  connection.close();
  const value = (index: number) => median(measured.map((times) => times[index] ?? Number.NaN));
  const ratio = median(measured.map(([short = 1, long = Number.NaN]) => long / short));
  const line = { bench: 'list', unit: 'ms', cost: null };
  return [
    { ...line, what: 'all of ten conversations', value: value(0), ratio: null, bound: null },
    { ...line, what: 'a page of 30 of 1,000, to ten', value: value(1), ratio, bound: { atMost: 5 } },
  ];
};
