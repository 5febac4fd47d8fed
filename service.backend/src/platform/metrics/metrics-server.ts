import { createServer, type Server } from 'node:http';
import type { Instruments } from './instruments.ts';

/** Answers `GET /metrics` and nothing else, on a port of its own that no proxy leads to. */
export function createMetricsServer({ text, contentType }: Pick<Instruments, 'text' | 'contentType'>): Server {
  return createServer({ headersTimeout: 5_000, requestTimeout: 5_000, maxHeaderSize: 8_192 }, (request, response) => {
    response.setHeader('cache-control', 'no-store');
    if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics')
      return void response.writeHead(404).end();
    text().then(
      (body) => void response.writeHead(200, { 'content-type': contentType }).end(body),
      () => void response.writeHead(500).end(),
    );
  });
}
