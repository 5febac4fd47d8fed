import type { Problem } from '@parley/shared/contract/problem.ts';
import { type ErrorCode, errorCatalog } from '@parley/shared/errors.ts';
import { SqlError } from '../database/sql-error.ts';
import { isConnectionLost, isPoolExhausted, isTransient } from '../database/transient.ts';
import { DomainError } from './domain-error.ts';
import type { Logger } from './logger.ts';

/** A failure as the outside sees it, whichever carrier brings it there. */
export interface Failure {
  readonly status: number;
  readonly body: Problem;
  readonly retryAfterMs?: number;
}

/** How long one is asked to wait where nobody knows better. */
const unavailableRetryMs = 1000;

const bodyFailures = new Map<unknown, ErrorCode>([
  ['entity.too.large', 'BODY_TOO_LARGE'],
  ['encoding.unsupported', 'UNSUPPORTED_MEDIA_TYPE'],
  ['charset.unsupported', 'UNSUPPORTED_MEDIA_TYPE'],
  ['request.aborted', 'REQUEST_TIMEOUT'],
  ['request.size.invalid', 'VALIDATION_FAILED'],
]);

/** Turns whatever was thrown into a problem. What nobody foresaw is logged and reported here, and tells the outside nothing. */
export function failureOf(
  error: unknown,
  requestId: string,
  logger: Logger,
  unforeseen: (cause: unknown) => void,
): Failure {
  const known = named(error);
  if (known.code === 'INTERNAL') {
    logger.error({ err: error, requestId }, 'a request failed for a reason nobody foresaw');
    unforeseen(known.cause ?? error);
  } else if (known.code === 'UNAVAILABLE') logger.warn({ requestId, reason: causeOf(error) }, 'a request was put off');
  const { status, message } = errorCatalog[known.code];
  const details = known.details === undefined ? {} : { details: known.details };
  const retryAfterMs = known.retryAfterMs ?? (known.code === 'UNAVAILABLE' ? unavailableRetryMs : undefined);
  return {
    status,
    body: { error: { code: known.code, message, requestId, ...details } },
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

function named(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (isTransient(error)) return new DomainError('UNAVAILABLE', { cause: error });
  if (isPreconditionFailure(error)) return new DomainError('PRECONDITION_FAILED');
  // A path that cannot be decoded ("%ff").
  if (error instanceof URIError) return new DomainError('VALIDATION_FAILED');
  return new DomainError(bodyFailures.get(typeOf(error)) ?? 'INTERNAL', { cause: error });
}

/** True for a file that was asked for as it is not (`If-Match`). */
export const isPreconditionFailure = (error: unknown): boolean =>
  error instanceof Error && 'status' in error && error.status === errorCatalog.PRECONDITION_FAILED.status;

const typeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'type' in error ? error.type : undefined;

// The name and the code of what went wrong beneath, never its text: that may hold an address or a value.
function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (isPoolExhausted(cause)) return 'no connection of the pool came free';
  if (cause instanceof SqlError && cause.sqlState === undefined && isConnectionLost(cause))
    return 'a connection to Postgres was lost, or it gave no answer in time';
  if (cause instanceof SqlError) return `${cause.name} ${cause.sqlState ?? 'without a code'}`;
  return cause instanceof Error ? cause.name : typeof cause;
}
