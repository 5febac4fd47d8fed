import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { ClientToServerEvents, ServerToClientEvents } from '@parley/shared/contract/events.ts';
import { limits, timings } from '@parley/shared/limits.ts';
import { Server, type Socket } from 'socket.io';
import type { Actor } from '../modules/actor.ts';
import { endWith } from '../platform/raw-problem.ts';

/** What a socket knows of its owner: set by the handshake, before there is a connection. */
interface SocketData {
  actor: Actor;
  address: string;
}

/** What nodes ask each other. */
export interface InterNodeEvents {
  counted: (answer: (counted: unknown) => void) => void;
}

/** The Socket.IO server with the contract's events. */
export type SocketServer = Server<ClientToServerEvents, ServerToClientEvents, InterNodeEvents, SocketData>;
/** One connected socket. */
export type ClientSocket = Socket<ClientToServerEvents, ServerToClientEvents, InterNodeEvents, SocketData>;

/** Decides about a handshake before anything of it is believed. */
export type AllowRequest = (
  request: IncomingMessage,
  decide: (refusal: string | null, allowed: boolean) => void,
) => void;

const path = '/socket.io';

/** With a socket server Node hands over whatever would be another protocol: what is none of ours is told so, not left hanging. */
function refuseOtherUpgrades(server: HttpServer): void {
  server.on('upgrade', ({ url = '', headers }, socket) => {
    if (url.startsWith(`${path}/`)) return;
    endWith(headers.upgrade?.toLowerCase() === 'websocket' ? 'NOT_FOUND' : 'VALIDATION_FAILED', socket);
  });
}

/**
 * WebSocket alone: no stickiness is needed, and there is no polling to forge. No recovery of connection state: it gives
 * back rooms as they were, also to one who was removed meanwhile.
 */
export function createSocketServer(server: HttpServer, allowRequest: AllowRequest): SocketServer {
  refuseOtherUpgrades(server);
  return new Server(server, {
    path,
    destroyUpgrade: false,
    transports: ['websocket'],
    serveClient: false,
    allowRequest,
    maxHttpBufferSize: limits.socketFrameBytes,
    perMessageDeflate: false,
    httpCompression: false,
    pingInterval: timings.socketPing,
    pingTimeout: timings.socketPingTimeout,
    connectTimeout: 10_000,
  });
}
