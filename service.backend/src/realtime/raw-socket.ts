import type { Socket } from 'socket.io';

/** The connection beneath a Socket.IO socket. */
export type RawSocket = Socket['conn'];

/** What one packet may bear. */
export type RawData = string | Buffer | ArrayBuffer;

/** The part of a WebSocket that the cap looks at. */
interface WebSocketLike {
  readonly bufferedAmount: number;
  terminate(): void;
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
