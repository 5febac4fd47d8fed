import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ErrorCode, errorCatalog } from '@parley/shared/errors.ts';

/** A problem outside of the app, about what never became a request of it. It ends the connection. */
export function problemOf(code: ErrorCode) {
  const { status, message } = errorCatalog[code];
  const body = JSON.stringify({ error: { code, message, requestId: randomUUID() } });
  const headers = {
    Connection: 'close',
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(body)),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  };
  return { status, headers, body };
}

/** Ends a bare connection with it, whether or not anybody still listens. */
export function endWith(code: ErrorCode, connection: Duplex): void {
  const { status, headers, body } = problemOf(code);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  connection.on('error', () => connection.destroy());
  connection.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n'));
}
