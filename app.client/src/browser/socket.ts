import { serverEvents } from '@parley/shared/contract/events.ts';
import { timings } from '@parley/shared/limits.ts';
import { io } from 'socket.io-client';
import * as z from 'zod/mini';
import type { ChatSocket, Clock, SocketHandlers } from '../chat-client/ports.ts';

const Refusal = z.object({ data: z.object({ code: z.string() }) });

/** Where and as whom: outside a browser the cookie and the origin have to be given. */
export interface SocketOptions {
  readonly url: string;
  readonly clock: Pick<Clock, 'after' | 'random'>;
  /** Whose socket it is to be; the server refuses when the cookie is another's. */
  readonly account?: string;
  readonly extraHeaders?: Readonly<Record<string, string>>;
}

/**
 * WebSocket only, so that any node will do; what it cannot carry goes over HTTP. The library comes back by itself after a
 * lost connection, but not after one that the server ended or refused: that is done here, also at random moments.
 */
export function connectSocketIo(
  { url, clock, account, extraHeaders }: SocketOptions,
  handlers: SocketHandlers,
): ChatSocket {
  const socket = io(url, {
    transports: ['websocket'],
    forceNew: true,
    withCredentials: true,
    reconnectionDelay: timings.retryBase,
    reconnectionDelayMax: timings.retryCap / 3,
    randomizationFactor: 0.5,
    timeout: timings.requestTimeout,
    ...(account === undefined ? {} : { auth: { account } }),
    ...(extraHeaders ? { extraHeaders: { ...extraHeaders } } : {}),
  });
  let isClosed = false;
  let waiting: () => void = () => undefined;

  function connectAfter(milliseconds: number): void {
    waiting();
    waiting = clock.after(milliseconds, () => {
      if (!isClosed) socket.connect();
    });
  }

  function renew(): void {
    socket.disconnect();
    connectAfter(0);
  }

  socket.on('connect', () => {
    // Another one than was to be replaced later.
    waiting();
    handlers.connected();
  });
  socket.on('disconnect', () => {
    handlers.disconnected();
    if (!socket.active) connectAfter(timings.retryBase * (1 + clock.random() * 3));
  });
  socket.on('connect_error', (error) => {
    const refusal = Refusal.safeParse(error);
    const code = refusal.success ? refusal.data.data.code : null;
    handlers.refused(code);
    const isOthers = code === 'UNAUTHENTICATED' || code === 'ACCOUNT_CHANGED';
    if (!socket.active && !isOthers) connectAfter(timings.retryCap / 6 + (clock.random() * timings.retryCap) / 3);
  });
  for (const name of Object.keys(serverEvents)) socket.on(name, (payload: unknown) => handlers.event(name, payload));

  return {
    get connected() {
      return socket.connected;
    },
    ask(name, payload, timeoutMs) {
      // The library would keep it for the next connection; a request that is sent much later than asked is another one.
      if (!socket.connected) return Promise.reject(new Error('not connected'));
      return socket.timeout(timeoutMs).emitWithAck(name, payload);
    },
    reconnect(afterMs) {
      waiting();
      if (afterMs > 0) waiting = clock.after(afterMs, renew);
      else renew();
    },
    close() {
      isClosed = true;
      waiting();
      socket.close();
    },
  };
}
