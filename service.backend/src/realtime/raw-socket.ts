import type { Socket as TcpSocket } from 'node:net';
import type { Socket } from 'socket.io';

/** The connection beneath a Socket.IO socket. */
export type RawSocket = Socket['conn'];

/** What one packet may bear. */
export type RawData = string | Buffer | ArrayBuffer;

/** The part of a WebSocket that is looked at here. */
interface WebSocketLike {
  readonly bufferedAmount: number;
  terminate(): void;
  /** The stream beneath. */
  readonly _socket?: Pick<TcpSocket, 'cork' | 'uncork'>;
}

/** The WebSocket beneath; engine.io keeps it to itself, and offers nothing that tells how much waits in it. */
export function webSocketOf(raw: RawSocket): WebSocketLike | undefined {
  const { socket } = raw.transport as unknown as { socket?: WebSocketLike };
  return socket;
}

/** The handshake's request holds the cookie and keeps its memory for as long as the connection lives: nobody needs it now. */
export function dropRequest(raw: RawSocket): void {
  (raw as { request: unknown }).request = null;
}

/** Puts `when` before the connection's own handing over of packets to its WebSocket; engine.io calls that for each packet. */
export function flushWhen(raw: RawSocket, when: (flush: () => void) => void): void {
  const inside = raw as unknown as { flush: () => void };
  const flush = inside.flush.bind(raw);
  inside.flush = () => when(flush);
}
