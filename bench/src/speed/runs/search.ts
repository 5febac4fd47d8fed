import { apiPrefix } from '@parley/shared/contract/route.ts';
import { headersOf, makePeople, makeRoom } from '../lab/crowd.ts';
import type { Lab } from '../lab/lab.ts';
import { fillRooms, wordOf } from '../lab/million.ts';
import type { Line } from '../measure/line.ts';
import { openHttp } from '../wire/http-connection.ts';
import type { Bench } from './bench.ts';

const rooms = 20;
const mine = 10;
const asks = 40;

/** What is asked, by the rank of the word it is about; and what the plain lookup is asked beside it. */
interface Asked {
  readonly what: string;
  readonly ranks: readonly number[];
  query(word: string): string;
}

const asked: readonly Asked[] = [
  { what: 'a common word', ranks: [0, 1, 2, 3], query: (word) => word },
  { what: 'a rare word', ranks: [2_100, 2_300, 2_500, 2_700], query: (word) => word },
  { what: 'a part of a word', ranks: [2_110, 2_310, 2_510, 2_710], query: (word) => word.slice(1, -1) },
  {
    what: 'a common word with filters',
    ranks: [4, 5, 6, 7],
    query: (word) => `${word} has:link after:2026-01-01 -from:me`,
  },
  { what: 'two words', ranks: [8, 9, 10, 11], query: (word) => `${word} ${wordOf(1)}` },
];

const plainSql = `SELECT conversation_id, seq FROM plain WHERE words @@ $1::tsquery ORDER BY created_at DESC LIMIT 21`;
const scanSql = `SELECT conversation_id, seq FROM messages WHERE content LIKE '%' || $1 || '%' ORDER BY created_at DESC LIMIT 21`;

const at = (times: readonly number[], share: number): number =>
  [...times].sort((one, other) => one - other)[Math.min(times.length - 1, Math.floor(times.length * share))] ??
  Number.NaN;

/** Milliseconds of one work. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** The three ways of each question, in turns: whatever else burns the machine burns for all of them. */
async function measureOf(lab: Lab, search: (query: string) => Promise<void>, { ranks, query }: Asked, turns: number) {
  const times = { search: [] as number[], plain: [] as number[], scan: [] as number[] };
  for (let turn = 0; turn < turns; turn += 1) {
    const word = wordOf(ranks[turn % ranks.length] ?? 0);
    times.search.push(await timed(() => search(query(word))));
    times.plain.push(await timed(() => lab.sql.query(plainSql, [`'${word}'`])));
    // A scan takes so long that a few will do.
    if (turn % 8 === 0) times.scan.push(await timed(() => lab.sql.query(scanSql, [word])));
  }
  return times;
}

/** Search in a million messages, over HTTP, against a bare lookup in one index and against looking at every message. */
export const search: Bench = async (lab, { rounds }) => {
  const server = await lab.service();
  const persons = await makePeople(lab.sql, 3);
  const [person, ...others] = persons;
  if (person === undefined) throw new Error('nobody is there');
  const all: string[] = [];
  for (let room = 0; room < rooms; room += 1) all.push(await makeRoom(server.url, room < mine ? persons : others));
  const messages = rounds === 1 ? 200_000 : 1_000_000;
  await fillRooms(
    lab,
    all,
    persons.map(({ id }) => id),
    messages / rooms,
  );
  const connection = await openHttp(server.url);
  const ask = async (query: string) => {
    const path = `${apiPrefix}/messages/search?${new URLSearchParams({ query })}`;
    const { status, text } = await connection.request('GET', path, headersOf(person, server.url));
    if (status !== 200) throw new Error(`${path} was answered ${status}: ${text}`);
  };
  const lines: Line[] = [];
  for (const each of asked) {
    await measureOf(lab, ask, each, each.ranks.length);
    const times = await measureOf(lab, ask, each, asks * rounds);
    const line = { bench: 'search', unit: 'ms', cost: null };
    for (const [name, share] of [['p50', 0.5] as const, ['p95', 0.95] as const]) {
      const value = at(times.search, share);
      lines.push(
        {
          ...line,
          what: `${each.what} ${name}, to a plain lookup`,
          value,
          ratio: value / at(times.plain, share),
          bound: null,
        },
        {
          ...line,
          what: `${each.what} ${name}, to a scan`,
          value,
          ratio: value / at(times.scan, share),
          bound: { atMost: 1 },
        },
      );
    }
  }
  connection.close();
  return lines;
};
