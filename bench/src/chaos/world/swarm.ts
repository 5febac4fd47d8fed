import { connectSocketIo } from '@parley/client/browser/socket.ts';
import { createDeviceClock } from '../devices/device-clock.ts';
import type { Link } from '../net/proxy.ts';
import type { Citizen } from './world.ts';

/** Many sockets that only listen: the client's own socket, without the chat above it. */
export interface Swarm {
  connected(): number;
  /** When any of them connected, on the clock that never jumps. */
  readonly connections: readonly number[];
  stop(): void;
}

/** Each is somebody's, and comes back as a device would. `came` hears of every connection. */
export function startSwarm(
  link: Link,
  citizens: readonly Citizen[],
  size: number,
  came: (citizen: Citizen) => void = () => undefined,
): Swarm {
  const url = `http://127.0.0.1:${link.port}`;
  const clock = createDeviceClock(Math.random).during(() => true);
  const connections: number[] = [];
  const members = Array.from({ length: size }, (_, index) => {
    const citizen = citizens[index % citizens.length];
    if (citizen === undefined) throw new Error('Nobody is there whose sockets these could be.');
    const extraHeaders = { cookie: citizen.cookie, origin: url };
    const socket = connectSocketIo(
      { url, account: citizen.id, clock, extraHeaders },
      {
        connected() {
          connections.push(performance.now());
          came(citizen);
        },
        disconnected: () => undefined,
        refused: () => undefined,
        event(name, payload) {
          if (name === 'server.draining') socket.reconnect((payload as { reconnectInMs: number }).reconnectInMs);
        },
      },
    );
    return socket;
  });
  return {
    connections,
    connected: () => members.filter((socket) => socket.connected).length,
    stop() {
      for (const socket of members) socket.close();
    },
  };
}
