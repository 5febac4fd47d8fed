import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type ErrorCode, errorCatalog } from '@parley/shared/errors.ts';
import type { Express, Request, Response } from 'express';
import { createRequestKinds } from './request-kinds.ts';
import { StartFailure } from './start-failure.ts';

/** An HTTP server that waits for nobody for ever, and speaks in problems even to what it could not read. */
export function createHttpServer(appOf: () => Express): Server {
  const { kinds, belongTo } = createRequestKinds();
  let app: Express | null = null;
  function adopted(): Express {
    const one = appOf();
    belongTo(one);
    return one;
  }
  const server = createServer(
    {
      ...kinds,
      maxHeaderSize: 8_192,
      headersTimeout: 10_000,
      requestTimeout: 15_000,
      keepAliveTimeout: 65_000,
      connectionsCheckingInterval: 2_000,
    },
    (request, response) => {
      app ??= adopted();
      app(request as Request, response as Response);
    },
  );
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return socket.destroy();
    socket.end(rawProblem(unreadable.get(error.code) ?? 'VALIDATION_FAILED'));
  });
  return server;
}

const unreadable = new Map<string | undefined, ErrorCode>([
  ['HPE_HEADER_OVERFLOW', 'HEADERS_TOO_LARGE'],
  ['ERR_HTTP_REQUEST_TIMEOUT', 'REQUEST_TIMEOUT'],
]);

function rawProblem(code: ErrorCode): string {
  const { status, message } = errorCatalog[code];
  const body = JSON.stringify({ error: { code, message, requestId: randomUUID() } });
  return [
    `HTTP/1.1 ${status} ${code}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    '',
    body,
  ].join('\r\n');
}

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
  const timer = setTimeout(() => server.closeAllConnections(), patienceMs);
  await closed;
  clearTimeout(timer);
}
