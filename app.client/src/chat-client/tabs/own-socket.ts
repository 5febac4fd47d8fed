import type { ChatSocket, Clock, SocketHandlers } from '../ports.ts';

/** The socket that this tab itself holds, while it holds one. */
export interface OwnSocket {
  isOpen(): boolean;
  /** Names its present connection; null while there is none. */
  connection(): string | null;
  /** Opens it, or keeps it when it was about to go. */
  open(): void;
  /** It will be closed after a while. */
  leave(afterMs: number): void;
  use<T>(work: (socket: ChatSocket) => T): T | undefined;
  close(): void;
}

/** Gives each connection a name of its own, so that another tab can tell whether it is still the same. */
export function createOwnSocket(deps: {
  readonly clock: Pick<Clock, 'after'>;
  readonly newId: () => string;
  readonly connect: (handlers: SocketHandlers) => ChatSocket;
  /** It was connected, or is not any more. */
  readonly changed: () => void;
  readonly refused: SocketHandlers['refused'];
  readonly event: SocketHandlers['event'];
}): OwnSocket {
  const { clock, newId, connect, changed, refused, event } = deps;
  let socket: ChatSocket | null = null;
  let connection: string | null = null;
  let leaving: (() => void) | null = null;

  function become(next: string | null): void {
    if (connection === next) return;
    connection = next;
    changed();
  }

  function stay(): void {
    leaving?.();
    leaving = null;
  }

  function close(): void {
    stay();
    const before = socket;
    socket = null;
    before?.close();
    become(null);
  }

  return {
    isOpen: () => socket !== null,
    connection: () => connection,
    open() {
      stay();
      socket ??= connect({ connected: () => become(newId()), disconnected: () => become(null), refused, event });
    },
    leave(afterMs) {
      leaving ??= clock.after(afterMs, close);
    },
    use: (work) => (socket ? work(socket) : undefined),
    close,
  };
}
