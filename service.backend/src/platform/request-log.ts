import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from './logger.ts';
import { codeOf } from './visit.ts';

/**
 * Gives each request an id that its lines of the log and its problem bear, and writes one line at its end. Of a request
 * the method and the path are written, of an answer the status and, where it is a refusal, its code: never a header, a
 * query, a body.
 */
export function logRequests(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const requestId = randomUUID();
    response.setHeader('x-request-id', requestId);
    const { method, originalUrl } = request;
    if (originalUrl.startsWith('/health/') || originalUrl.startsWith('/assets/')) return next();
    const began = performance.now();
    response.once('close', () => {
      const { statusCode: status, writableFinished } = response;
      const level = status >= 500 || !writableFinished ? 'warn' : 'info';
      // On the hottest path nothing is put together that nobody would read.
      if (!logger.isLevelEnabled(level)) return;
      const responseTime = Math.round(performance.now() - began);
      const res = { status, code: codeOf(response) };
      const line = { requestId, req: { method, path: originalUrl.split('?')[0] }, res, responseTime };
      logger[level](line, writableFinished ? 'request completed' : 'request aborted');
    });
    next();
  };
}
