import type { Logger } from '../platform/logger.ts';
import { createTicker } from '../platform/ticker.ts';
import { createDelayed } from './delayed.ts';
import { sessionRoom } from './rooms.ts';
import type { ClientSocket, SocketServer } from './socket-server.ts';

/** Closes the sockets of sessions that are over. */
export interface SessionWatch {
  /** A socket has joined its rooms. */
  opened(socket: ClientSocket): void;
  /** Its owner is there: the session shall not idle out under somebody who needs no request. */
  spoke(socket: ClientSocket): void;
  /** These are over: their sockets close here at once, and on the other nodes as soon as Redis tells them. */
  ended(sessionIds: readonly string[]): void;
  start(): void;
  stop(): Promise<void>;
}

/**
 * The notice over Redis makes it instant; the question to the database, one for all local sockets, makes it certain.
 * A new socket is asked about once more soon: its session may have ended between the handshake and the room.
 */
export function createSessionWatch(deps: {
  readonly io: SocketServer;
  readonly stillValid: (sessionIds: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly seen: (sessionIds: readonly string[]) => Promise<void>;
  readonly every: number;
  readonly soon: number;
  readonly logger: Logger;
}): SessionWatch {
  const { io, logger } = deps;
  const fresh = new Set<string>();
  const spoken = new Set<string>();
  const local = () => [...io.of('/').sockets.values()].map((socket) => socket.data.actor.sessionId);
  const ticker = createTicker(deps.every, async () => {
    await noteSeen();
    await check(local());
  });
  const soon = createDelayed(deps.soon, () => {
    const ids = [...fresh];
    fresh.clear();
    return check(ids);
  });

  async function noteSeen(): Promise<void> {
    const ids = [...spoken];
    spoken.clear();
    // What could not be noted is said again by the next word from that socket, long before twelve hours are over.
    await deps.seen(ids).catch((error: unknown) => logger.warn({ err: error }, 'sessions in use could not be noted'));
  }

  async function check(sessionIds: readonly string[]): Promise<void> {
    const asked = [...new Set(sessionIds)];
    if (asked.length === 0) return;
    try {
      const valid = await deps.stillValid(asked);
      closeHere(asked.filter((id) => !valid.has(id)));
    } catch (error) {
      logger.warn({ err: error }, 'sessions could not be checked');
    }
  }

  function closeHere(sessionIds: readonly string[]): void {
    // No rooms would mean everybody.
    if (sessionIds.length === 0) return;
    const rooms = sessionIds.map(sessionRoom);
    io.local.to(rooms).emit('session.revoked', {});
    io.local.in(rooms).disconnectSockets(true);
  }

  return {
    opened(socket) {
      fresh.add(socket.data.actor.sessionId);
      soon.wake();
    },
    spoke(socket) {
      spoken.add(socket.data.actor.sessionId);
    },
    ended(sessionIds) {
      if (sessionIds.length === 0) return;
      // The adapter takes a closing to all nodes for a request to Redis: here it must not depend on one.
      closeHere(sessionIds);
      const rooms = sessionIds.map(sessionRoom);
      io.to(rooms).emit('session.revoked', {});
      io.in(rooms).disconnectSockets(true);
    },
    start: () => ticker.start(),
    async stop() {
      await ticker.stop();
      await soon.close();
    },
  };
}
