import { webSocketOf } from './raw-socket.ts';
import type { SocketServer } from './socket-server.ts';

/** So long after the last one was to go this node waits for him. */
const grace = 1_000;

/**
 * Tells each socket to come back at a moment of its own, so that the node that remains is not stormed, and waits until
 * they went, or for as long as it may.
 */
export async function drainSockets(deps: {
  readonly io: SocketServer;
  readonly spread: number;
  readonly atMost: number;
  readonly random: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
}): Promise<void> {
  const { io, atMost, random, wait } = deps;
  // Those who were told to stay longer than this node does would all be cut, and come back, in one moment.
  const spread = Math.min(deps.spread, Math.max(0, atMost - grace));
  const sockets = io.of('/').sockets;
  for (const socket of sockets.values()) {
    socket.emit('server.draining', { reconnectInMs: Math.floor(random() * spread) });
  }
  const patience = Math.min(spread === 0 ? 0 : spread + grace, atMost);
  const step = 50;
  for (let waited = 0; waited < patience && sockets.size > 0; waited += step) await wait(step);
}

/** Says goodbye to whoever is still there, and does not wait long for those who do not read it. */
export async function closeSockets(io: SocketServer, wait: (milliseconds: number) => Promise<void>): Promise<void> {
  const raw = new Set([...io.of('/').sockets.values()].map((socket) => socket.conn));
  io.local.disconnectSockets(true);
  for (let waited = 0; waited < 500 && [...raw].some((one) => one.readyState !== 'closed'); waited += 10)
    await wait(10);
  io.engine.close();
  for (const one of raw) webSocketOf(one)?.terminate();
}
