import { setTimeout as pause } from 'node:timers/promises';
import { headersOf, makePeople } from '../lab/crowd.ts';
import type { Program } from '../lab/program.ts';
import type { Line } from '../measure/line.ts';
import { median } from '../measure/median.ts';
import { residentBytes } from '../measure/processors.ts';
import { openSocket, type SocketConnection } from '../wire/socket-connection.ts';
import type { Bench } from './bench.ts';

const socketsEach = 10;
const atOnce = 100;
const settleMs = 3_000;

/** One address of loopback has not ports enough for everybody and all that is closing; elsewhere there is only one. */
const severalAddresses = (at: number) =>
  process.platform === 'linux' ? { localAddress: `127.0.0.${2 + (Math.floor(at / atOnce) % 8)}` } : {};

/**
 * Idle authenticated connections against those of bare Socket.IO, in resident memory of the whole process, and 10,000 held. Each
 * round has processes of its own: one that has once grown keeps what it has.
 */
export const memory: Bench = async (lab, { rounds }) => {
  const count = rounds === 1 ? 2_000 : 10_000;
  // The first one makes the schema.
  await (await lab.service()).stop();
  const people = await makePeople(lab.sql, count / socketsEach);

  async function grow(program: Program) {
    const before = residentBytes(program.pid) ?? Number.NaN;
    const sockets: SocketConnection[] = [];
    for (let at = 0; at < count; at += atOnce) {
      const some = Array.from({ length: atOnce }, (_, index) => people[Math.floor((at + index) / socketsEach)]);
      sockets.push(
        ...(await Promise.all(
          some.map((person) =>
            openSocket(program.url, {
              headers: person === undefined ? {} : headersOf(person, program.url),
              ...severalAddresses(at),
            }),
          ),
        )),
      );
    }
    let lost = 0;
    for (const socket of sockets) void socket.closed.then(() => lost++);
    await pause(settleMs);
    const each = ((residentBytes(program.pid) ?? Number.NaN) - before) / count;
    const held = sockets.length - lost;
    for (const socket of sockets) socket.close();
    await program.stop();
    return { each, held };
  }

  const plain: number[] = [];
  const ours: number[] = [];
  let held = count;
  for (let round = 0; round < rounds; round += 1) {
    plain.push((await grow(await lab.anchor('socket-io'))).each);
    const grown = await grow(await lab.service());
    ours.push(grown.each);
    held = Math.min(held, grown.held);
  }
  const line = { bench: 'memory', cost: null } as const;
  return [
    {
      ...line,
      what: 'an idle connection of bare Socket.IO',
      value: median(plain) / 1_024,
      unit: 'KB',
      ratio: null,
      bound: null,
    },
    {
      ...line,
      what: 'an idle authenticated connection, to bare Socket.IO',
      value: median(ours) / 1_024,
      unit: 'KB',
      ratio: median(ours.map((each, round) => each / (plain[round] ?? Number.NaN))),
      bound: { atMost: 1.25 },
    },
    {
      ...line,
      what: `connections held of ${count}`,
      value: held,
      unit: '',
      ratio: held / count,
      bound: { atLeast: 1 },
    },
  ] satisfies Line[];
};
