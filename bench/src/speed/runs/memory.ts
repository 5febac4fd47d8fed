import { setTimeout as pause } from 'node:timers/promises';
import { headersOf, makePeople } from '../lab/crowd.ts';
import type { Program } from '../lab/program.ts';
import type { Line } from '../measure/line.ts';
import { residentBytes } from '../measure/processors.ts';
import { openSocket, type SocketConnection } from '../wire/socket-connection.ts';
import type { Bench } from './bench.ts';

const socketsEach = 10;
const atOnce = 100;
const settleMs = 3_000;

/** One address of loopback has not ports enough for everybody and all that is closing; elsewhere there is only one. */
const severalAddresses = (at: number) =>
  process.platform === 'linux' ? { localAddress: `127.0.0.${2 + (Math.floor(at / atOnce) % 8)}` } : {};

/** Idle authenticated connections against those of bare Socket.IO, in resident memory of the whole process; and 10,000 held. */
export const memory: Bench = {
  name: 'memory',
  async run(lab, { rounds }) {
    const count = rounds === 1 ? 2_000 : 10_000;
    const server = await lab.service();
    const bare = await lab.anchor('socket-io');
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
      await pause(settleMs / 3);
      return { each, held };
    }

    const plain = await grow(bare);
    const ours = await grow(server);
    const line = { bench: 'memory', cost: null } as const;
    return [
      {
        ...line,
        what: 'an idle connection of bare Socket.IO',
        value: plain.each / 1_024,
        unit: 'KB',
        ratio: null,
        bound: null,
      },
      {
        ...line,
        what: 'an idle authenticated connection, to bare Socket.IO',
        value: ours.each / 1_024,
        unit: 'KB',
        ratio: ours.each / plain.each,
        bound: { atMost: 1.25 },
      },
      {
        ...line,
        what: `connections held of ${count}`,
        value: ours.held,
        unit: '',
        ratio: ours.held / count,
        bound: { atLeast: 1 },
      },
    ] satisfies Line[];
  },
};
