import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { ErrorCode } from '@parley/shared/errors.ts';
import type { Express, Request, Response } from 'express';
import { endWith } from './raw-problem.ts';
import { createRequestKinds } from './request-kinds.ts';
import { StartFailure } from './start-failure.ts';
import { createTurns } from './turns.ts';

/** Every connection of a server, also those that became a WebSocket: of these Node knows nothing any more. */
const connections = new WeakMap<Server, Set<Socket>>();

/** Who takes nothing of his answer for so long is cut: it would stay in memory, or its file open, for as long as he sleeps. */
const silenceMs = 60_000;

/** An HTTP server that waits for nobody for ever, and speaks in problems even to what it could not read. */
export function createHttpServer(appOf: () => Express, silence = silenceMs): Server {
  const { kinds, belongTo } = createRequestKinds();
  let app: Express | null = null;
  function adopted(): Express {
    const one = appOf();
    belongTo(one);
    return one;
  }
  const answer = createTurns((request, response) => {
    app ??= adopted();
    app(request as Request, response as Response);
  });
  const server = createServer(
    {
      ...kinds,
      maxHeaderSize: 8_192,
      headersTimeout: 10_000,
      requestTimeout: 15_000,
      keepAliveTimeout: 65_000,
      connectionsCheckingInterval: 2_000,
      // The app refuses what names none: Node would without a word.
      requireHostHeader: false,
    },
    answer,
  );
  const open = new Set<Socket>();
  connections.set(server, open);
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  // Of a connection on which nothing moves, either way. A WebSocket has pings of its own, and takes the clock off.
  server.timeout = silence;
  // Who expects more than we do is answered like anybody.
  server.on('checkExpectation', answer);
  server.on('connect', (_request, socket) => endWith('METHOD_NOT_ALLOWED', socket));
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return socket.destroy();
    endWith(unreadable.get(error.code) ?? 'VALIDATION_FAILED', socket);
  });
  return server;
}

const unreadable = new Map<string | undefined, ErrorCode>([
  ['HPE_HEADER_OVERFLOW', 'HEADERS_TOO_LARGE'],
  ['ERR_HTTP_REQUEST_TIMEOUT', 'REQUEST_TIMEOUT'],
]);

/** Where a server that listens is to be found. */
export const urlOf = ({ address, family, port }: AddressInfo): string =>
  `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;

/** Listens, or fails with which setting is in the way: `PORT` and `HOST`, with whatever stands before them. */
export async function listen(server: Server, port: number, host: string, before = ''): Promise<AddressInfo> {
  await new Promise<void>((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => reject(whyNotListening(error, port, host, before));
    server.once('error', fail);
    server.listen(port, host, () => {
      server.off('error', fail);
      resolve();
    });
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server listens on no port');
  return address;
}

function whyNotListening(error: NodeJS.ErrnoException, port: number, host: string, before: string): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartFailure(`${before}PORT: ${port} is taken on ${host}.`);
    case 'EACCES':
      return new StartFailure(`${before}PORT: ${port} may not be opened by this user.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StartFailure(`${before}HOST: ${host} is no address of this machine.`);
    default:
      return error;
  }
}

/** Takes no more connections, lets what runs come to its end for so long, then cuts. */
export async function stopListening(server: Server, patienceMs: number): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => {
    server.closeAllConnections();
    for (const socket of connections.get(server) ?? []) socket.destroy();
  }, patienceMs);
  await closed;
  clearTimeout(timer);
}
