import { type Carrier, type Chatter, openChatter } from '../lab/chatter.ts';
import { makePeople, makeRoom } from '../lab/crowd.ts';
import { createFrameReader } from '../lab/frames.ts';
import type { Lab } from '../lab/lab.ts';
import type { Program } from '../lab/program.ts';
import { type Cost, costOf } from '../measure/window.ts';

/** What came of a stretch of sending: how much was acknowledged, how much arrived, and what it cost. */
export interface Sent {
  readonly acknowledged: number;
  /** Deliveries that are missing, and such that nobody sent: counted at each device, so that one never hides the other. */
  readonly amiss: number;
  readonly cost: Cost;
  readonly delays: readonly number[];
}

const text = 'The quick brown fox jumps over the lazy dog, again and again.';

/** Rooms of people who are all connected. */
export async function openRooms(
  lab: Lab,
  server: Program,
  { rooms, people, carrier }: { rooms: number; people: number; carrier: Carrier },
): Promise<Chatter[][]> {
  const readFrame = createFrameReader();
  const opened: Chatter[][] = [];
  for (let index = 0; index < rooms; index += 1) {
    const persons = await makePeople(lab.sql, people);
    const room = await makeRoom(server.url, persons);
    opened.push(
      await Promise.all(persons.map((person) => openChatter({ url: server.url, person, room, carrier, readFrame }))),
    );
  }
  return opened;
}

const waitUntil = async (holds: () => boolean, patienceMs: number) => {
  const deadline = performance.now() + patienceMs;
  while (!holds() && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
};

/** Everybody (or so many of each room) sends, one outstanding each, for so long; then until everything has arrived everywhere. */
export async function sendFor(
  lab: Lab,
  server: Program,
  rooms: readonly Chatter[][],
  ms: number,
  senders = Number.POSITIVE_INFINITY,
): Promise<Sent> {
  const everybody = rooms.flat();
  const before = new Map(everybody.map((one) => [one, one.received()]));
  const acknowledged = rooms.map(() => 0);
  const delays: number[] = [];
  const { cost } = await costOf({ server: [server.pid], database: [lab.databasePid] }, async () => {
    const end = performance.now() + ms;
    await Promise.all(
      rooms.flatMap((room, index) =>
        room.slice(0, senders).map(async (chatter) => {
          while (performance.now() < end) {
            const began = performance.now();
            await chatter.send(text);
            delays.push(performance.now() - began);
            acknowledged[index] = (acknowledged[index] ?? 0) + 1;
          }
        }),
      ),
    );
    const heads = rooms.map((room) => () => Math.max(...room.map((one) => one.cursor())));
    await waitUntil(() => rooms.every((room, index) => room.every((one) => one.cursor() === heads[index]?.())), 5_000);
    await new Promise((resolve) => setTimeout(resolve, 50));
  });
  const amiss = rooms.flatMap((room, index) =>
    room.map((one) => Math.abs(one.received() - (before.get(one) ?? 0) - (acknowledged[index] ?? 0))),
  );
  const sum = (counts: readonly number[]) => counts.reduce((all, one) => all + one, 0);
  return { acknowledged: sum(acknowledged), amiss: sum(amiss), cost, delays };
}
