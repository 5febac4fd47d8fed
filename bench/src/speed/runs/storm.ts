import { setTimeout as pause } from 'node:timers/promises';
import { apiPrefix } from '@parley/shared/contract/route.ts';
import { headersOf, makePeople, makeRoom, type Person } from '../lab/crowd.ts';
import type { Line } from '../measure/line.ts';
import { median, percentile } from '../measure/median.ts';
import { type Cost, costOf } from '../measure/window.ts';
import { openHttp } from '../wire/http-connection.ts';
import { openSocket, type SocketConnection } from '../wire/socket-connection.ts';
import type { Bench } from './bench.ts';

const rooms = 10;
const peopleARoom = 50;
const devicesEach = 3;
const missed = 5;
/** Over how long the attempts are spread, as the client spreads them: nobody's knock is answered with a queue. */
const jitterMs = 3_000;

interface Device {
  readonly person: Person;
  readonly room: string;
  socket: SocketConnection | null;
}

/** Everybody comes back within the jitter, asks what he missed, and is measured from his own attempt. */
async function comeBack(
  devices: readonly Device[],
  url: string,
  sync: ((device: Device, socket: SocketConnection) => Promise<number>) | null,
): Promise<{ delays: number[]; failures: number }> {
  const delays: number[] = [];
  let failures = 0;
  await Promise.all(
    devices.map(async (device) => {
      await pause(Math.random() * jitterMs);
      const began = performance.now();
      try {
        device.socket = await openSocket(url, { headers: headersOf(device.person, url) });
        if (sync !== null && (await sync(device, device.socket)) !== 200) failures += 1;
      } catch {
        failures += 1;
      }
      delays.push(performance.now() - began);
    }),
  );
  return { delays, failures };
}

/** 1,500 devices lose their sockets at once; while they are away something is said everywhere. */
export const storm: Bench = async (lab, { rounds }) => {
  const server = await lab.service();
  const bare = await lab.anchor('socket-io');
  const devices: Device[] = [];
  for (let index = 0; index < rooms; index += 1) {
    const persons = await makePeople(lab.sql, peopleARoom);
    const room = await makeRoom(server.url, persons);
    for (const person of persons)
      for (let nth = 0; nth < devicesEach; nth += 1) devices.push({ person, room, socket: null });
  }
  const cursors = new Map(devices.map(({ room }) => [room, 1]));
  const sync = async ({ room }: Device, socket: SocketConnection) => {
    const open = [{ c: room, cursor: cursors.get(room) ?? 1, joinedSeq: 1 }];
    const body = { epoch: null, after: null, upTo: null, heads: [], open, ask: [] };
    const answer = (await socket.ask('request', { route: 'sync.run', params: {}, body })) as { status: number };
    return answer.status;
  };
  const leave = async () => {
    for (const device of devices) device.socket?.close();
    await Promise.all(devices.map(({ socket }) => socket?.closed));
  };

  const seen: { bare: Cost; ours: Cost; p99: number; failures: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const plain = await costOf({ server: [bare.pid], database: [] }, () => comeBack(devices, bare.url, null));
    await leave();
    const http = await openHttp(server.url);
    for (const [room, cursor] of cursors) {
      const person = devices.find((device) => device.room === room)?.person;
      if (person === undefined) continue;
      for (let nth = 0; nth < missed; nth += 1) {
        const body = JSON.stringify({ id: crypto.randomUUID(), content: `missed ${nth}` });
        const path = `${apiPrefix}/conversations/${room}/messages`;
        await http.request('POST', path, headersOf(person, server.url), body);
      }
      cursors.set(room, cursor + (round === 0 ? 0 : missed));
    }
    http.close();
    const ours = await costOf({ server: [server.pid], database: [lab.databasePid] }, () =>
      comeBack(devices, server.url, sync),
    );
    await leave();
    const { delays, failures } = ours.result;
    seen.push({ bare: plain.cost, ours: ours.cost, p99: percentile(delays, 0.99), failures });
  }
  const each = (seconds: number) => (seconds * 1_000) / devices.length;
  const failures = seen.reduce((sum, one) => sum + one.failures, 0);
  const p99 = median(seen.map((one) => one.p99));
  const line = { bench: 'storm', cost: null } as const;
  return [
    {
      ...line,
      what: 'a bare reconnect',
      value: median(seen.map((one) => each(one.bare.server))),
      unit: 'ms of CPU',
      ratio: null,
      bound: null,
    },
    {
      ...line,
      what: 'a reconnect with sync and what was missed, to a bare one',
      value: median(seen.map((one) => each(one.ours.server))),
      unit: 'ms of CPU',
      ratio: median(seen.map((one) => one.ours.server / one.bare.server)),
      bound: { atMost: 2.5 },
    },
    {
      ...line,
      what: 'back from the own attempt, p99, to 2 s',
      value: p99,
      unit: 'ms',
      ratio: p99 / 2_000,
      bound: { atMost: 1 },
    },
    {
      ...line,
      what: 'reconnects that failed',
      value: failures,
      unit: 'of all',
      ratio: failures,
      bound: { atMost: 0 },
    },
  ] satisfies Line[];
};
