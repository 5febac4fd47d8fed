import { makePeople, makeRoom, type Person } from '../../lab/crowd.ts';
import type { Lab } from '../../lab/lab.ts';
import type { Program } from '../../lab/program.ts';
import type { Line } from '../../measure/line.ts';
import { type Called, type Device, startDevice, until } from './device.ts';

const devices = 100;
const queued = 50;
const aRoom = 10;
/** Twenty in two seconds is what the limits let through: fifty take at least this long. */
const leastMs = 4_000;
const line = { bench: 'cache', cost: null } as const;
const isSend = ({ path }: Called) => path.startsWith('POST') && path.endsWith('/messages');

/** A busy machine takes longer than the limits ask for; what is not through by then is told, not waited for. */
const patienceMs = 90_000;

/** Sends that went out sooner than a refusal before them allowed; a lane may have one under way already. */
function tooSoon(calls: readonly Called[]): number {
  let closedUntil = 0;
  let count = 0;
  for (const call of calls.filter(isSend).toSorted((one, other) => one.at - other.at)) {
    if (call.at < closedUntil) count += 1;
    if (call.status === 429) closedUntil = Math.max(closedUntil, call.at + call.retryAfterMs);
  }
  return count;
}

const waitingIn = (lanes: ReadonlyMap<string, readonly unknown[]>): number =>
  [...lanes.values()].reduce((sum, lane) => sum + lane.length, 0);

/** A hundred devices wrote fifty messages each without a network, and it comes back to all of them at once. */
export async function flush(lab: Lab, server: Program): Promise<readonly Line[]> {
  const all: { device: Device; person: Person; room: string }[] = [];
  for (let nth = 0; nth < devices / aRoom; nth += 1) {
    const people = await makePeople(lab.sql, aRoom);
    const room = await makeRoom(server.url, people);
    for (const person of people) all.push({ device: await startDevice(person, server.url), person, room });
  }
  const clients = all.map(({ device }) => device.client);
  await until(() => clients.every(({ state }) => state.get().connection.phase === 'live'), 'all are live');
  for (const { device } of all) device.online(false);
  for (const { device, room } of all)
    for (let nth = 0; nth < queued; nth += 1)
      await device.client.send({ id: crypto.randomUUID(), conversationId: room, content: `queued ${nth}` });

  const began = performance.now();
  for (const { device } of all) device.online(true);
  const unsent = () => clients.reduce((sum, { state }) => sum + waitingIn(state.get().outbox), 0);
  await until(() => unsent() === 0, 'all is sent', patienceMs).catch(() => undefined);
  const left = unsent();
  const took = performance.now() - began;
  const { rows } = await lab.sql.query<{ stored: number; different: number; disordered: number }>(
    `SELECT count(*)::int AS stored, count(DISTINCT (sender_id, content))::int AS different,
       count(*) FILTER (WHERE nth < before)::int AS disordered
     FROM (
       SELECT sender_id, content, substr(content, 8)::int AS nth,
         lag(substr(content, 8)::int) OVER (PARTITION BY sender_id ORDER BY seq) AS before
       FROM messages WHERE kind = 'text' AND sender_id = ANY($1::uuid[])
     ) AS one`,
    [all.map(({ person }) => person.id)],
  );
  const { stored = 0, different = 0, disordered = 0 } = rows[0] ?? {};
  const refused = all.reduce(
    (sum, { device }) => sum + device.calls.filter((call) => isSend(call) && call.status === 429).length,
    0,
  );
  const hasty = all.reduce((sum, { device }) => sum + tooSoon(device.calls), 0);
  await Promise.all(clients.map((client) => client.stop()));
  const written = devices * queued;
  const count = (what: string, value: number) => ({
    ...line,
    what,
    value,
    unit: `of ${written}`,
    ratio: value,
    bound: { atMost: 0 },
  });
  return [
    {
      ...line,
      what: `${devices} devices flush ${queued} each, to what the limits allow`,
      value: took,
      unit: 'ms',
      ratio: took / leastMs,
      bound: null,
    },
    count(`still on their devices after ${patienceMs / 1_000} s`, left),
    count('lost in a flush', Math.max(0, written - different - left)),
    count('doubled in a flush', stored - different),
    count('out of their order in a flush', disordered),
    {
      ...line,
      what: 'refused by the limit meanwhile',
      value: refused,
      unit: `of ${written}`,
      ratio: null,
      bound: null,
    },
    count('sent sooner than a refusal allowed', hasty),
  ];
}
