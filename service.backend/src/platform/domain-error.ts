import { type ErrorCode, errorCatalog } from '@parley/shared/errors.ts';

/** A failure the domain knows by name. One place (problem.ts) turns it into a status; nobody reads its text. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly details: unknown;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, options: { details?: unknown; retryAfterMs?: number; cause?: unknown } = {}) {
    super(errorCatalog[code].message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'DomainError';
    this.code = code;
    this.details = options.details;
    this.retryAfterMs = options.retryAfterMs;
  }
}
