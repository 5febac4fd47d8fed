import { Problem } from '@parley/shared/contract/problem.ts';
import type { RouteOutput, RouteSpec } from '@parley/shared/contract/route.ts';
import { type ErrorCode, isErrorCode } from '@parley/shared/errors.ts';
import { ApiError } from '../failure.ts';

/** An answer as it came, from whichever carrier; `body` is undefined where it was not readable. */
export interface RawAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfterMs?: number | undefined;
}

const byStatus: Readonly<Record<number, ErrorCode>> = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  408: 'REQUEST_TIMEOUT',
  410: 'MESSAGE_DELETED',
  429: 'RATE_LIMITED',
  503: 'UNAVAILABLE',
};

/** A code that only a newer server knows is taken for what its status says. */
function codeOf(code: string, status: number): ErrorCode {
  if (isErrorCode(code)) return code;
  return byStatus[status] ?? (status >= 500 ? 'INTERNAL' : 'VALIDATION_FAILED');
}

/**
 * What a route answered, read leniently: unknown keys are dropped. Only a success of the contract or a problem is the
 * service's word; a proxy's error page, a captive portal or half an answer leaves open what became of the request.
 */
export function readAnswer<R extends RouteSpec>(route: R, { status, body, retryAfterMs }: RawAnswer): RouteOutput<R> {
  const more = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (status >= 200 && status < 300) {
    const schema = route.responses[status];
    if (schema === null) return null as RouteOutput<R>;
    const parsed = schema?.safeParse(body);
    if (!parsed?.success) throw new ApiError('ANSWER_UNREADABLE', 'wire');
    return parsed.data as RouteOutput<R>;
  }
  const problem = Problem.safeParse(body);
  if (problem.success && status >= 400) {
    const { code, details } = problem.data.error;
    throw new ApiError(codeOf(code, status), 'server', details === undefined ? more : { ...more, details });
  }
  throw new ApiError(status === 429 || status >= 500 ? 'UNAVAILABLE' : 'ANSWER_UNREADABLE', 'wire', more);
}
