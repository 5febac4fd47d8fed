import {
  type ClientFailureCode,
  clientFailures,
  type ErrorCode,
  errorCatalog,
  isErrorCode,
} from '@parley/shared/errors.ts';

/** Any way in which a call can fail: by the server's word, on the way, or before it left. */
export type FailureCode = ErrorCode | ClientFailureCode;

/**
 * Who says that it failed. `server`: it answered, this is its verdict. `wire`: no readable answer came, the request may
 * have done its work. `local`: the request never left.
 */
export type FailureSource = 'server' | 'wire' | 'local';

/** What a screen may show and decide by: never by the message. */
export interface Failure {
  readonly code: FailureCode;
  readonly message: string;
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
  readonly details?: unknown;
}

const catalog: Readonly<Record<FailureCode, { readonly retryable: boolean; readonly message: string }>> = {
  ...errorCatalog,
  ...clientFailures,
};

/** True for every code a failure can bear, also one that was stored long ago. */
export const isFailureCode = (code: unknown): code is FailureCode =>
  isErrorCode(code) || (typeof code === 'string' && Object.hasOwn(clientFailures, code));

interface FailureMore {
  readonly retryAfterMs?: number;
  readonly details?: unknown;
  readonly silentBefore?: boolean;
}

/** The one error that calls throw. */
export class ApiError extends Error implements Failure {
  override readonly name = 'ApiError';
  readonly code: FailureCode;
  readonly source: FailureSource;
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
  readonly details?: unknown;
  /** An earlier try within the same call went unanswered and may have done its work. */
  readonly silentBefore: boolean;

  constructor(code: FailureCode, source: FailureSource, more: FailureMore = {}) {
    super(catalog[code].message);
    this.code = code;
    this.source = source;
    this.silentBefore = more.silentBefore ?? false;
    this.retryable = catalog[code].retryable;
    if (more.retryAfterMs !== undefined) this.retryAfterMs = more.retryAfterMs;
    if (more.details !== undefined) this.details = more.details;
  }

  /** The same failure, met after a try that nobody answered. */
  afterSilence(): ApiError {
    const { code, source, retryAfterMs, details } = this;
    return new ApiError(code, source, {
      silentBefore: true,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...(details === undefined ? {} : { details }),
    });
  }
}

/** The plain value of a failure, for the state; an error nobody foresaw is the client's own fault. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof ApiError)) return { code: 'INTERNAL', message: catalog.INTERNAL.message, retryable: true };
  const { code, message, retryable, retryAfterMs, details } = error;
  return {
    code,
    message,
    retryable,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(details === undefined ? {} : { details }),
  };
}

/** True when the service itself has decided and would decide so again; only then may a send be given up. */
export const isVerdict = (error: unknown): boolean =>
  error instanceof ApiError && error.source === 'server' && !error.retryable;
