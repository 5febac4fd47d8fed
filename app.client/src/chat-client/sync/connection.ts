import type { ChatSocket, Clock, SocketHandlers } from '../ports.ts';
import type { ChatState, ConnectionState } from '../state.ts';
import type { WritableStore } from '../store.ts';

/** How the client stands to the server, as the state shows it, and the socket. */
export interface Connection {
  socket(): ChatSocket | null;
  open(): void;
  close(): void;
  /** What a request over HTTP has shown. */
  heard(works: boolean): void;
  synced(): void;
  measured(roundTripMs: number): void;
  degraded(degraded: boolean): void;
  /** What time it is at the server. */
  told(serverTime: number): void;
  /** The machine says that its network came or went. */
  network(): void;
}

/** Keeps `connection` of the state. */
export function createConnection(deps: {
  readonly store: WritableStore<ChatState>;
  readonly clock: Clock;
  readonly online: () => boolean;
  readonly connectSocket: (handlers: SocketHandlers) => ChatSocket;
  readonly handlers: SocketHandlers;
}): Connection {
  const { store, clock, online, connectSocket, handlers } = deps;
  let socket: ChatSocket | null = null;
  let isUp = false;
  let wasUp = false;
  let http: boolean | null = null;

  function phaseOf(lastSyncAt: number | null): Pick<ConnectionState, 'phase' | 'carrier'> {
    const carrier = isUp ? 'socket' : http ? 'http' : 'none';
    if (carrier !== 'none') return { carrier, phase: lastSyncAt === null ? 'connecting' : 'live' };
    // Believing in no network is a hint; it only chooses the word.
    if (!online()) return { carrier, phase: 'offline' };
    return { carrier, phase: wasUp || http === false ? 'reconnecting' : 'connecting' };
  }

  function show(change: Partial<ConnectionState> = {}): void {
    store.update((state) => {
      const next = { ...state.connection, ...change };
      const { phase, carrier } = phaseOf(next.lastSyncAt);
      const since = phase === state.connection.phase ? state.connection.since : clock.now();
      const connection = { ...next, phase, carrier, since };
      const isSame = JSON.stringify(connection) === JSON.stringify(state.connection);
      return isSame ? state : { ...state, connection };
    });
  }

  return {
    socket: () => socket,
    open() {
      socket ??= connectSocket({
        ...handlers,
        connected() {
          isUp = wasUp = true;
          show();
          handlers.connected();
        },
        disconnected() {
          isUp = false;
          http = null;
          show();
          handlers.disconnected();
        },
      });
    },
    close() {
      socket?.close();
      socket = null;
      isUp = wasUp = false;
      http = null;
      show({ lastSyncAt: null, roundTripMs: null, degraded: false });
    },
    heard(works) {
      if (http === works) return;
      http = works;
      show();
    },
    synced: () => show({ lastSyncAt: clock.now() }),
    measured: (roundTripMs) => show({ roundTripMs }),
    told: (serverTime) => show({ skewMs: serverTime - clock.now() }),
    degraded: (degraded) => show({ degraded }),
    network: () => show(),
  };
}
