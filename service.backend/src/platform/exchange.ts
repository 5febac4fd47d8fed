import type { RouteReply, RouteRequest, RouteSpec } from '@parley/shared/contract/route.ts';
import * as z from 'zod/mini';
import { DomainError } from './domain-error.ts';

/** A request before anything is believed of it. */
export interface RawRequest {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
}

/** An answer on its way out: only what the contract declares. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

const nothing = z.strictObject({});
const english = z.locales.en().localeError;

/** Reads a request strictly. What does not fit is told by its place and the rule it broke, never by its value. */
export function requestOf<R extends RouteSpec>(route: R, raw: RawRequest): RouteRequest<R> {
  const details: { path: string; message: string }[] = [];
  const request: Record<string, unknown> = {};
  const parts = [
    ['params', route.params ?? nothing, raw.params ?? {}],
    ['query', route.query ?? nothing, raw.query ?? {}],
    ...(route.body === undefined ? [] : ([['body', route.body, raw.body]] as const)),
  ] as const;
  for (const [part, schema, value] of parts) {
    const parsed = z.safeParse(schema, value, { error: english });
    request[part] = parsed.data;
    for (const issue of parsed.error?.issues ?? []) {
      const message = issue.code === 'unrecognized_keys' ? 'Unknown keys are not accepted' : issue.message;
      details.push({ path: [part, ...issue.path].join('.'), message });
    }
  }
  if (details.length > 0) throw new DomainError('VALIDATION_FAILED', { details: details.slice(0, 20) });
  return request as RouteRequest<R>;
}

/** Lets out what the contract declares for this status and drops the rest: a column nobody promised never leaves. */
export function answerOf<R extends RouteSpec>(route: R, reply: RouteReply<R>): Answer {
  const { status, body } = reply as { status: number; body?: unknown };
  const schema = route.responses[status];
  if (schema === undefined) throw new Error(`${route.name} answers a status that its contract does not declare`);
  return schema === null ? { status } : { status, body: z.parse(schema, body) };
}
