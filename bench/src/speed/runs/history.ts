import { makePeople, makeRoom } from '../lab/crowd.ts';
import type { Lab } from '../lab/lab.ts';
import { lengthen } from '../lab/long-room.ts';
import type { Line } from '../measure/line.ts';
import { median } from '../measure/median.ts';
import { openHttp } from '../wire/http-connection.ts';
import type { Bench } from './bench.ts';
import { timesOf } from './times.ts';

const depth = 100_000;
const half = depth / 2;
const line = { bench: 'history', cost: null } as const;

/** Moves the older half of a room to the archive, as retention does, but in one step. Says bytes of a message there, and before. */
async function archiveHalf(lab: Lab, room: string): Promise<{ readonly there: number; readonly before: number }> {
  const sizeOf = async (table: string) => {
    const { rows } = await lab.sql.query<{ bytes: string; rows: string }>(
      `SELECT pg_total_relation_size('${table}') AS bytes, (SELECT count(*) FROM ${table}) AS rows`,
    );
    return Number(rows[0]?.bytes) / Number(rows[0]?.rows);
  };
  const before = await sizeOf('messages');
  const columns = `conversation_id, id, seq, rev, version, kind, sender_id, content, event, request_mac, created_at,
    composed_at, edited_at, deleted_at`;
  await lab.sql.query(
    `WITH moved AS (DELETE FROM messages WHERE conversation_id = $1 AND seq <= $2 RETURNING ${columns})
     INSERT INTO archived_messages (${columns}) SELECT ${columns} FROM moved ORDER BY seq`,
    [room, half],
  );
  await lab.sql.query('VACUUM ANALYZE messages, archived_messages');
  return { there: await sizeOf('archived_messages'), before };
}

/** A page in SQL, of the view over both stores and of the busy one alone, in turns: what the view costs. */
async function viewToTable(lab: Lab, room: string): Promise<number> {
  const times = { all_messages: [] as number[], messages: [] as number[] };
  for (let turn = 0; turn < 100; turn += 1) {
    for (const from of ['all_messages', 'messages'] as const) {
      const began = performance.now();
      await lab.sql.query({
        name: `page of ${from}`,
        text: `SELECT * FROM ${from} WHERE conversation_id = $1 AND seq <= $2 ORDER BY seq DESC LIMIT 50`,
        values: [room, depth],
      });
      if (turn >= 20) times[from].push(performance.now() - began);
    }
  }
  return median(times.all_messages) / median(times.messages);
}

/** A page of history at any depth against the newest one, with and without an archive. */
export const history: Bench = async (lab, { rounds }) => {
  const server = await lab.service();
  const persons = await makePeople(lab.sql, 2);
  const [person] = persons;
  if (person === undefined) throw new Error('nobody is there');
  const [whole, halved] = [await makeRoom(server.url, persons), await makeRoom(server.url, persons)];
  for (const room of [whole, halved]) await lengthen(lab, room, [person], depth);
  const bytes = await archiveHalf(lab, halved);
  const connection = await openHttp(server.url);
  const page = (room: string, query = '') => [person, `/conversations/${room}/messages?limit=50${query}`] as const;
  const questions = [
    { what: 'the newest page of 50', ask: page(whole) },
    { what: 'at half the depth', ask: page(whole, `&beforeSeq=${half}`) },
    { what: `at depth ${depth}`, ask: page(whole, '&beforeSeq=60') },
    { what: 'around a number', ask: page(whole, '&aroundSeq=30000') },
    { what: 'the newest page before an archive', ask: page(halved) },
    { what: 'across the border of the archive', ask: page(halved, `&beforeSeq=${half + 25}`) },
    { what: 'in the archive', ask: page(halved, `&beforeSeq=${half / 2}`) },
  ];
  const measured: number[][] = [];
  const views: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const asked = questions.map(({ ask }) => ask);
    measured.push(await timesOf(connection, asked, server.url));
    views.push(await viewToTable(lab, halved));
  }
  connection.close();
  const pages = questions.map(({ what }, index): Line => {
    const value = median(measured.map((times) => times[index] ?? Number.NaN));
    const ratio = median(measured.map((times) => (times[index] ?? 0) / (times[0] ?? 1)));
    const isFirst = index === 0;
    return {
      ...line,
      what,
      value,
      unit: 'ms',
      ratio: isFirst ? null : ratio,
      bound: isFirst ? null : { atMost: 1.15 },
    };
  });
  const view = median(views);
  return [
    ...pages,
    { ...line, what: 'its statement, over both stores to one', value: view, unit: '', ratio: view, bound: null },
    {
      ...line,
      what: 'bytes of a message in the archive, to the busy store',
      value: bytes.there,
      unit: 'bytes',
      ratio: bytes.there / bytes.before,
      bound: { atMost: 1 },
    },
  ];
};
