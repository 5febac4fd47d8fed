import { type Carrier, type Chatter, openChatter } from '../lab/chatter.ts';
import { makePeople, makeRoom } from '../lab/crowd.ts';
import { createFrameReader } from '../lab/frames.ts';
import type { Lab } from '../lab/lab.ts';
import type { Program } from '../lab/program.ts';
import { type Line, sumOf } from '../measure/line.ts';
import { median } from '../measure/median.ts';
import type { Cost } from '../measure/window.ts';
import type { Bench } from './bench.ts';
import { postFor } from './posts.ts';
import { openRooms, sendFor } from './send-rooms.ts';
import { sendTheUsualWay } from './usual-way.ts';

const people = 100;

/** What has just been started compiles as it goes: its first seconds cost a fifth more. */
const warmUpMs = 3_000;

/** Messages a second that a hot room must hold, all of them acknowledged and delivered. */
const held = 1_000;

async function hotRoom(lab: Lab, server: Program): Promise<Chatter[][]> {
  const persons = await makePeople(lab.sql, people);
  const room = await makeRoom(server.url, persons);
  const readFrame = createFrameReader();
  const chatters = persons.map((person) => openChatter({ url: server.url, person, room, carrier: 'http', readFrame }));
  return [await Promise.all(chatters)];
}

const eachSecond = (done: number, { server, database }: Cost) => done / (server + database);

/** Sends with everything on: over both carriers, in many rooms and in one hot one, against Express and the usual way. */
export const send: Bench = async (lab, { rounds, ms }) => {
  const express = await lab.anchor('express');
  const usual = await lab.anchor('sequelize');
  const server = await lab.service();
  const tenRooms = (carrier: Carrier) => openRooms(lab, server, { rooms: 10, people: 10, carrier });
  const [http, socket, hot] = [await tenRooms('http'), await tenRooms('socket'), await hotRoom(lab, server)];
  const seen = { bare: [], http: [], socket: [], hot: [], usual: [] } as Record<string, [number, Cost][]>;
  const pace: number[] = [];
  let amiss = 0;

  for (const rooms of [http, socket, hot]) await sendFor(lab, server, rooms, warmUpMs);
  for (let round = 0; round < rounds; round += 1) {
    const bare = await postFor(express, { path: '/hello', connections: people, ms });
    seen.bare?.push([bare.answered, bare.cost]);
    for (const [name, rooms] of Object.entries({ http, socket, hot })) {
      const sent = await sendFor(lab, server, rooms, ms);
      seen[name]?.push([sent.acknowledged, sent.cost]);
      amiss += sent.amiss;
      if (name === 'hot') pace.push(sent.acknowledged / sent.cost.seconds);
    }
    const before = await sendTheUsualWay(lab, usual, { people, ms });
    seen.usual?.push([before.acknowledged, before.cost]);
  }
  for (const chatter of [http, socket, hot].flat(2)) chatter.close();

  const rate = (name: string) => median((seen[name] ?? []).map(([done, cost]) => eachSecond(done, cost)));
  const against = (name: string, other: string) =>
    median(
      (seen[name] ?? []).map(([done, cost], round) => {
        const [otherDone, otherCost] = seen[other]?.[round] ?? [Number.NaN, cost];
        return eachSecond(done, cost) / eachSecond(otherDone, otherCost);
      }),
    );
  const costs = (name: string) => sumOf((seen[name] ?? []).map(([, cost]) => cost));
  const line = (what: string, name: string, ratio: number | null, atLeast: number | null): Line => ({
    bench: 'send',
    what,
    value: rate(name),
    unit: 'a CPU second',
    ratio,
    bound: atLeast === null ? null : { atLeast },
    cost: costs(name),
  });
  const whole: Line = {
    bench: 'send',
    what: 'deliveries that are missing or too many',
    value: amiss,
    unit: 'of all',
    ratio: amiss,
    bound: { atMost: 0 },
    cost: null,
  };
  return [
    line('Express 5 hello', 'bare', null, null),
    line('ten rooms of ten over REST, to Express', 'http', against('http', 'bare'), 0.25),
    line('the same over the socket, to REST', 'socket', against('socket', 'http'), 2),
    line('the same over the socket, to Express', 'socket', against('socket', 'bare'), 0.5),
    line('a hot room of 100, to Express', 'hot', against('hot', 'bare'), null),
    line('a hot room of 100 the usual way', 'usual', null, null),
    line('a hot room of 100, to the usual way', 'hot', against('hot', 'usual'), 6),
    {
      bench: 'send',
      what: `a hot room of 100, to ${held} a second`,
      value: median(pace),
      unit: 'a second',
      ratio: median(pace) / held,
      bound: { atLeast: 1 },
      cost: costs('hot'),
    },
    whole,
  ];
};
