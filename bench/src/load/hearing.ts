import { setTimeout } from 'node:timers/promises';
import { openSocket, type SocketConnection } from '../speed/wire/socket-connection.ts';

/** A socket that is there again after each break, until it is closed. */
export interface Hearing {
  close(): void;
}

const pauseMs = 250;

/** Resolves when it is connected for the first time. What was said while it was away is asked for when it is back. */
export async function keepHearing(options: {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly onEvent: (name: string, text: string) => void;
  readonly catchUp: () => Promise<void>;
}): Promise<Hearing> {
  const { url, headers, onEvent, catchUp } = options;
  let isWanted = true;
  let socket: SocketConnection = await openSocket(url, { headers, onEvent });

  async function comeBack(): Promise<void> {
    while (isWanted) {
      await socket.closed;
      // Nobody comes back in the same moment as all the others.
      await setTimeout(pauseMs * (1 + Math.random()));
      if (!isWanted) return;
      const again = await openSocket(url, { headers, onEvent }).catch(() => null);
      if (again === null) continue;
      socket = again;
      // What cannot be asked now is asked with the next hole, or at the end.
      await catchUp().catch(() => undefined);
    }
  }

  void comeBack();
  return {
    close() {
      isWanted = false;
      socket.close();
    },
  };
}
