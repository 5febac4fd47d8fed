import { setTimeout as pause } from 'node:timers/promises';
import { type Chatter, openChatter } from '../lab/chatter.ts';
import { makePeople, makeRoom } from '../lab/crowd.ts';
import { createFrameReader } from '../lab/frames.ts';
import type { Lab } from '../lab/lab.ts';
import type { Program } from '../lab/program.ts';
import { type Line, sumOf } from '../measure/line.ts';
import { median } from '../measure/median.ts';
import type { Cost } from '../measure/window.ts';
import type { Bench } from './bench.ts';
import { fanOut, openListeners } from './listeners.ts';

const people = 100;
const everyMs = 100;
/** Short turns, and many: two that follow each other differ by a fifth on a machine that others share. */
const turnsARound = 3;

/** Deliveries a CPU second against bare Socket.IO, two nodes against one, and how long a message is on its way. */
export const fanout: Bench = async (lab, { rounds, ms }) => {
  const REDIS_URL = await lab.redis();
  const bare = await lab.anchor('socket-io');
  const one = await lab.anchor('fan-out');
  const pair = [await lab.anchor('fan-out', { REDIS_URL }), await lab.anchor('fan-out', { REDIS_URL })];
  const asPerson = (first: number) => (index: number) => ({ 'x-person': String(first + index) });
  const toBare = await openListeners(bare.url, people);
  const toOne = await openListeners(one.url, people, asPerson(0));
  const toPair = await Promise.all(
    pair.map(({ url }, index) => openListeners(url, people / 2, asPerson((index * people) / 2))),
  );
  const seen: Record<'bare' | 'one' | 'pair', { done: number; cost: Cost }[]> = { bare: [], one: [], pair: [] };
  for (let turn = 0; turn < turnsARound * rounds; turn += 1) {
    seen.bare.push(await fanOut([bare], toBare, ms / 2));
    seen.one.push(await fanOut([one], toOne, ms / 2));
    seen.pair.push(await fanOut(pair, toPair, ms / 2));
  }
  const rates = (name: keyof typeof seen) => seen[name].map(({ done, cost }) => done / cost.server);
  const line = (what: string, name: keyof typeof seen, against: keyof typeof seen | null, atLeast: number): Line => ({
    bench: 'fanout',
    what,
    value: median(rates(name)),
    unit: 'deliveries a CPU second',
    ratio: against === null ? null : median(rates(name).map((rate, at) => rate / (rates(against)[at] ?? Number.NaN))),
    bound: against === null ? null : { atLeast },
    cost: sumOf(seen[name].map(({ cost }) => cost)),
  });
  for (const listeners of [toBare, toOne, ...toPair]) for (const socket of listeners.sockets) socket.close();
  return [
    line('bare Socket.IO, room of 100', 'bare', null, 0),
    line('one node, to bare Socket.IO', 'one', 'bare', 0.9),
    line('two nodes over Redis, to one', 'pair', 'one', 0.75),
    ...(await delays(lab, rounds, ms)),
  ];
};

/** Ten messages a second into a room of a hundred, stored and not stored in turns. */
async function delays(lab: Lab, rounds: number, ms: number): Promise<readonly Line[]> {
  const settings = { NODE_ENV: 'test', LOG_LEVEL: 'warn', LIMITS_SCALE: '1000000' };
  const storing = await lab.service();
  const idle = await lab.anchor('without-storing', settings, '/health/ready');
  const rooms = [await openRoom(lab, storing), await openRoom(lab, idle)] as const;
  const medians: [number, number][] = [];
  for (const { send } of rooms) await send(ms / 4);
  for (let round = 0; round < rounds; round += 1) {
    medians.push([median(await rooms[0].send(ms)), median(await rooms[1].send(ms))]);
  }
  for (const { chatters } of rooms) for (const chatter of chatters) chatter.close();
  const value = median(medians.map(([stored]) => stored));
  const ratio = median(medians.map(([stored, floor]) => stored / floor));
  const what = 'send to delivered p50, to announcing without storing';
  return [{ bench: 'fanout', what, value, unit: 'ms', ratio, bound: { atMost: 2 }, cost: null }];
}

async function openRoom(lab: Lab, server: Program) {
  const persons = await makePeople(lab.sql, people);
  const room = await makeRoom(server.url, persons);
  const readFrame = createFrameReader();
  let began = 0;
  let delays: number[] = [];
  const onMessage = () => void delays.push(performance.now() - began);
  const chatters: Chatter[] = await Promise.all(
    persons.map((person) => openChatter({ url: server.url, person, room, carrier: 'http', readFrame, onMessage })),
  );
  return {
    chatters,
    async send(ms: number): Promise<readonly number[]> {
      delays = [];
      for (let said = 0; said < ms / everyMs; said += 1) {
        began = performance.now();
        await chatters[said % people]?.send('The quick brown fox jumps over the lazy dog.');
        await pause(everyMs);
      }
      return delays;
    },
  };
}
