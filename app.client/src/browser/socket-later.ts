import { timings } from '@parley/shared/limits.ts';
import type { ChatSocket, Clock, SocketHandlers } from '../chat-client/ports.ts';

/** A socket whose code comes after the first paint. Until then it is one that is not connected yet. */
export function connectLater(
  fetch: () => Promise<(handlers: SocketHandlers) => ChatSocket>,
  clock: Pick<Clock, 'after'>,
  handlers: SocketHandlers,
): ChatSocket {
  let socket: ChatSocket | null = null;
  let isClosed = false;
  let waiting: () => void = () => undefined;

  async function come(): Promise<void> {
    try {
      const connect = await fetch();
      if (!isClosed) socket = connect(handlers);
    } catch {
      // There is no network, and no worker that keeps the code: HTTP does meanwhile, or nothing does.
      if (!isClosed) waiting = clock.after(timings.retryCap / 3, () => void come());
    }
  }
  void come();

  return {
    get connected() {
      return socket?.connected ?? false;
    },
    ask: (name, payload, timeoutMs) =>
      socket ? socket.ask(name, payload, timeoutMs) : Promise.reject(new Error('not connected')),
    reconnect: (afterMs) => socket?.reconnect(afterMs),
    close() {
      isClosed = true;
      waiting();
      socket?.close();
    },
  };
}
