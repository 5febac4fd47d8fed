import type { ErrorRequestHandler } from 'express';
import type { Logger } from './logger.ts';
import { failureOf } from './problem.ts';
import { askedOf, noteRefused, requestIdOf } from './visit.ts';
import type { Watch } from './watch.ts';

/** What may be said already of the file that is not sent. */
const ofAFile = ['etag', 'last-modified', 'content-encoding'];

/** The one place where a failure becomes an answer. */
export function answerFailures(logger: Logger, watch: Pick<Watch, 'failed'>): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const { status, body, retryAfterMs } = failureOf(error, requestIdOf(response), logger, (cause) =>
      watch.failed(cause, askedOf(response)),
    );
    noteRefused(response, body.error.code);
    if (retryAfterMs !== undefined) response.setHeader('retry-after', Math.max(1, Math.ceil(retryAfterMs / 1000)));
    // The rest of such a body is not waited for.
    if (!request.complete) response.setHeader('connection', 'close');
    // A file's address may be kept for a year, and what went wrong there once must not be.
    for (const name of ofAFile) response.removeHeader(name);
    response.setHeader('cache-control', 'no-store');
    response.status(status).type('json').json(body);
  };
}
