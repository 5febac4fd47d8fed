import type { ServerEvent, ServerEventName } from '@parley/shared/contract/events.ts';
import { userRoom } from './rooms.ts';
import type { SocketServer } from './socket-server.ts';

/** To whom, what, and whether it may be lost on a socket that is busy. */
interface Publication<K extends ServerEventName = ServerEventName> {
  readonly name: K;
  readonly payload: ServerEvent<K>;
  readonly volatile?: boolean;
}

/** Brings an event to all devices of these people: Socket.IO in production, an array in a test. */
export interface Fanout {
  publish<K extends ServerEventName>(userIds: readonly string[], publication: Publication<K>): void;
}

/** Every call is encoded once, for all its receivers. */
export function createSocketFanout(io: SocketServer): Fanout {
  return {
    publish(userIds, { name, payload, volatile }) {
      // `io.to([])` is a broadcast without rooms: it would reach everybody.
      if (userIds.length === 0) return;
      const receivers = io.to(userIds.map(userRoom));
      const emitter = volatile === true ? receivers.volatile : receivers;
      // The name and its payload belong together by `Publication`; the emitter's overloads cannot follow a type parameter.
      (emitter.emit as (name: string, payload: unknown) => boolean).call(emitter, name, payload);
    },
  };
}
