import type { ServerEvent } from '@parley/shared/contract/events.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import type { Metrics } from '../platform/metrics/metrics.ts';
import { capConnects } from './connect-cap.ts';
import { type Handlers, listen } from './inbound.ts';
import { oneWriteATurn } from './one-write.ts';
import { capOutbound } from './outbound-cap.ts';
import type { Presence } from './presence.ts';
import { dropRequest } from './raw-socket.ts';
import { sessionRoom, userRoom } from './rooms.ts';
import type { SessionWatch } from './session-watch.ts';
import type { ClientSocket, SocketServer } from './socket-server.ts';

/** What happens to a socket from its connection to its end. */
export function createConnections(deps: {
  readonly io: SocketServer;
  readonly handlers: Handlers;
  readonly hello: () => Promise<ServerEvent<'hello'>>;
  readonly presence: Pick<Presence, 'arrived' | 'left'>;
  readonly sessionWatch: Pick<SessionWatch, 'opened' | 'spoke'>;
  readonly scale: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}): void {
  const { io, presence, sessionWatch, logger, metrics } = deps;

  function forgetHandshake(socket: ClientSocket): void {
    // The cookie was needed once; it shall neither stay in memory nor travel to another node.
    socket.handshake.headers = {};
    dropRequest(socket.conn);
  }

  io.engine.on('connection', (raw: ClientSocket['conn']) => {
    oneWriteATurn(raw);
    capConnects(raw, () => logger.warn('a connection was cut: it said without end that it connects'));
    capOutbound(raw, () => {
      metrics.sockets.slowConsumerDropped();
      logger.warn('a slow reader was cut');
    });
  });

  io.on('connection', (socket) => {
    const { userId, sessionId } = socket.data.actor;
    forgetHandshake(socket);
    void socket.join([userRoom(userId), sessionRoom(sessionId)]);
    presence.arrived(userId);
    sessionWatch.opened(socket);
    socket.onAny(() => sessionWatch.spoke(socket));
    socket.on('disconnect', (reason) => {
      metrics.sockets.disconnected(reason);
      presence.left(userId);
    });
    listen({ socket, handlers: deps.handlers, scale: deps.scale, clock: deps.clock, logger, metrics });
    // The rooms come first: what is announced from here on arrives, and the client's sync brings what was before.
    deps.hello().then(
      (hello) => socket.emit('hello', hello),
      (error: unknown) => {
        logger.warn({ err: error }, 'no hello without a database');
        socket.disconnect(true);
      },
    );
  });
}
