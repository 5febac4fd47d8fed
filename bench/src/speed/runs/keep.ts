import { randomUUID } from 'node:crypto';
import { apiPrefix } from '@parley/shared/contract/route.ts';
import { headersOf, makePeople, makeRoom, type Person } from '../lab/crowd.ts';
import type { Lab } from '../lab/lab.ts';
import { lengthen } from '../lab/long-room.ts';
import type { Line } from '../measure/line.ts';
import { median } from '../measure/median.ts';
import { openHttp } from '../wire/http-connection.ts';
import type { Bench } from './bench.ts';

const people = 10;
const old = 60_000;
/** Each of them says something so often: a busy room, and a server that could do many times as much. */
const paceMs = 50;
const kinds = ['retention', 'search.backfill', 'export'];

/** How long each send took, in milliseconds, while everybody keeps the pace. */
async function paced(url: string, room: string, persons: readonly Person[], ms: number): Promise<number[]> {
  const times: number[] = [];
  await Promise.all(
    persons.map(async (person) => {
      const connection = await openHttp(url);
      const end = performance.now() + ms;
      for (let next = performance.now() + Math.random() * paceMs; next < end; next += paceMs) {
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - performance.now())));
        const began = performance.now();
        const body = JSON.stringify({ id: randomUUID(), content: 'The quick brown fox jumps over the lazy dog.' });
        const path = `${apiPrefix}/conversations/${room}/messages`;
        const { status, text } = await connection.request('POST', path, headersOf(person, url), body);
        if (status !== 201) throw new Error(`a send was answered ${status}: ${text}`);
        times.push(performance.now() - began);
      }
      connection.close();
    }),
  );
  return times;
}

const p95 = (times: readonly number[]): number =>
  times.toSorted((one, other) => one - other)[Math.floor(times.length * 0.95)] ?? Number.NaN;

/** What retention has moved and deleted so far. */
async function done(lab: Lab): Promise<number> {
  const { rows } = await lab.sql.query<{ done: string }>(
    'SELECT COALESCE(sum(archived + removed), 0) AS done FROM retention_entries',
  );
  return Number(rows[0]?.done);
}

async function until(lab: Lab, sql: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const { rows } = await lab.sql.query<{ is: boolean }>(sql, [kinds]);
    if (rows[0]?.is === true) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the jobs did not come to where they were waited for');
}

/** Sends of a busy room alone, and while retention, export and reindexing work on it and beside it. */
export const keep: Bench = async (lab, { rounds, ms }) => {
  const server = await lab.service();
  // A node does two jobs at a time: with another one beside it all three of them run.
  await lab.service();
  const persons = await makePeople(lab.sql, people);
  const [room, beside] = [await makeRoom(server.url, persons), await makeRoom(server.url, persons)];
  const [first] = persons;
  if (first === undefined) throw new Error('nobody is there');
  for (const one of [room, beside]) await lengthen(lab, one, persons, old, 400);
  await lab.sql.query('UPDATE conversations SET retention_own = true, archive_after_days = 30 WHERE id = $1', [room]);
  await lab.sql.query('UPDATE conversations SET retention_own = true, delete_after_days = 30 WHERE id = $1', [beside]);
  await paced(server.url, room, persons, ms / 2);

  const seen: { alone: number; beside: number }[] = [];
  let moved = 0;
  for (let round = 0; round < rounds; round += 1) {
    const alone = p95(await paced(server.url, room, persons, ms));
    const before = await done(lab);
    await lab.sql.query(
      `INSERT INTO jobs (id, kind, owner_id, conversation_id, input) VALUES
           (gen_random_uuid(), 'retention', NULL, NULL, '{}'), (gen_random_uuid(), 'search.backfill', NULL, NULL, '{}'),
           (gen_random_uuid(), 'export', $1, $2, '{"format": "json"}')`,
      [first.id, room],
    );
    await until(lab, "SELECT count(*) = 0 AS is FROM jobs WHERE kind = ANY($1::text[]) AND state = 'waiting'");
    while ((await done(lab)) === before) await new Promise((resolve) => setTimeout(resolve, 50));
    const withJobs = p95(await paced(server.url, room, persons, ms));
    seen.push({ alone, beside: withJobs });
    moved += (await done(lab)) - before;
    await lab.sql.query("UPDATE jobs SET state = 'cancelled', claim = NULL WHERE state IN ('waiting', 'running')");
    // Whoever works on one hears of its end at his next beat.
    await new Promise((resolve) => setTimeout(resolve, 4_000));
  }
  const line = { bench: 'keep', unit: 'ms', cost: null };
  const ratio = median(seen.map((one) => one.beside / one.alone));
  return [
    { ...line, what: 'p95 of a send alone', value: median(seen.map(({ alone }) => alone)), ratio: null, bound: null },
    {
      ...line,
      what: 'p95 beside retention, export and reindexing',
      value: median(seen.map((one) => one.beside)),
      ratio,
      bound: { atMost: 2 },
    },
    {
      ...line,
      what: 'messages that retention moved or deleted meanwhile',
      value: moved,
      unit: 'messages',
      ratio: moved,
      bound: { atLeast: 1 },
    },
  ] satisfies Line[];
};
