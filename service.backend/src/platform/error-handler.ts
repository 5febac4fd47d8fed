import type { ErrorRequestHandler } from 'express';
import type { Logger } from './logger.ts';
import { failureOf } from './problem.ts';
import { askedOf, requestIdOf } from './visit.ts';
import type { Watch } from './watch.ts';

/** The one place where a failure becomes an answer. */
export function answerFailures(logger: Logger, watch: Pick<Watch, 'failed'>): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const { status, body, retryAfterMs } = failureOf(error, requestIdOf(response), logger, (cause) =>
      watch.failed(cause, askedOf(response)),
    );
    if (retryAfterMs !== undefined) response.setHeader('retry-after', Math.max(1, Math.ceil(retryAfterMs / 1000)));
    // The rest of such a body is not waited for.
    if (!request.complete) response.setHeader('connection', 'close');
    response.status(status).json(body);
  };
}
