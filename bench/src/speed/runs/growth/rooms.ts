import type { Lab } from '../../lab/lab.ts';
import type { Line } from '../../measure/line.ts';
import type { Measure } from '../bench.ts';
import { openRooms, sendFor } from '../send-rooms.ts';
import { curveOf, inTurns } from './point.ts';

const users = [10, 30, 100, 300];
const rooms = [1, 4, 16, 40];

/** Processor milliseconds of server and database for a message, everything delivered, in rooms of more and more people. */
export async function byUsers(lab: Lab, measure: Measure): Promise<readonly Line[]> {
  const shapes = users.map((people) => ({ rooms: 1, people }));
  return curveOf({ name: 'users in a room', unit: 'CPU ms a message' }, users, await sendIn(lab, shapes, measure));
}

/** The same in more and more rooms of ten. */
export async function byRooms(lab: Lab, measure: Measure): Promise<readonly Line[]> {
  const shapes = rooms.map((count) => ({ rooms: count, people: 10 }));
  return curveOf({ name: 'rooms of ten', unit: 'CPU ms a message' }, rooms, await sendIn(lab, shapes, measure));
}

async function sendIn(
  lab: Lab,
  shapes: readonly { readonly rooms: number; readonly people: number }[],
  { rounds, ms }: Measure,
) {
  const server = await lab.service();
  const places = [];
  for (const shape of shapes) places.push(await openRooms(lab, server, { ...shape, carrier: 'http' }));
  for (const place of places) await sendFor(lab, server, place, ms / 4, senders);
  const seen = await inTurns(places, rounds, async (place) => {
    const { acknowledged, amiss, cost } = await sendFor(lab, server, place, ms, senders);
    if (amiss > 0) throw new Error(`${amiss} deliveries are missing or too many`);
    return { price: ((cost.server + cost.database) * 1_000) / acknowledged, cost };
  });
  for (const chatter of places.flat(2)) chatter.close();
  return seen;
}

/** In a larger room more people listen, and no more talk. */
const senders = 10;
