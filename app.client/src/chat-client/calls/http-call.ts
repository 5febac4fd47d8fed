import { sendReport } from '@parley/shared/contract/reports.routes.ts';
import { accountHeader, apiPrefix, pathOf, type RouteSpec } from '@parley/shared/contract/route.ts';
import { sendTelemetry } from '@parley/shared/contract/telemetry.routes.ts';
import { timings } from '@parley/shared/limits.ts';
import { ApiError } from '../failure.ts';
import type { ClientPorts } from '../ports.ts';
import { type RawAnswer, readAnswer } from './answer.ts';
import { type Call, partsOf, type RequestParts } from './call.ts';

/** What is told when the page goes: the browser sends it although nobody is there any more. */
const outliving: ReadonlySet<string> = new Set([sendTelemetry.name, sendReport.name]);

/** Seconds or a date, as HTTP has it; undefined where there is none. */
export function retryAfterOf(header: string | null, now: number): number | undefined {
  if (header === null || header === '') return undefined;
  const milliseconds = /^\d+(\.\d+)?$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : undefined;
}

function urlOf(baseUrl: string, route: RouteSpec, { params, query = {} }: RequestParts): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  const text = search.toString();
  return `${baseUrl}${apiPrefix}${pathOf(route, params)}${text === '' ? '' : `?${text}`}`;
}

function requestOf(route: RouteSpec, { body }: RequestParts, account: string | null, signal: AbortSignal): RequestInit {
  // The header is what a foreign page cannot send without asking first.
  const headers: Record<string, string> = { accept: 'application/json', 'x-csrf': '1' };
  if (account !== null && route.access !== 'anyone') headers[accountHeader] = account;
  if (body !== undefined) headers['content-type'] = 'application/json';
  return {
    method: route.method,
    headers,
    credentials: 'same-origin',
    cache: 'no-store',
    redirect: 'error',
    ...(outliving.has(route.name) ? { keepalive: true } : {}),
    signal,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}

/** The last link: HTTP, in the name of one account. The time limit covers the body too, or a connection gone dead in the middle would hang for ever. */
export function httpCall(
  { fetch, baseUrl, clock }: Pick<ClientPorts, 'fetch' | 'baseUrl' | 'clock'>,
  account: string | null,
): Call {
  async function exchange(route: RouteSpec, parts: RequestParts): Promise<RawAnswer> {
    const abort = new AbortController();
    const stopWaiting = clock.after(timings.requestTimeout, () => abort.abort());
    try {
      const response = await fetch(urlOf(baseUrl, route, parts), requestOf(route, parts, account, abort.signal));
      const text = await response.text();
      return {
        status: response.status,
        body: parseJson(text),
        retryAfterMs: retryAfterOf(response.headers.get('retry-after'), clock.now()),
      };
    } catch {
      throw new ApiError(abort.signal.aborted ? 'TIMED_OUT' : 'NETWORK_FAILED', 'wire');
    } finally {
      stopWaiting();
    }
  }
  return async (route, input) => readAnswer(route, await exchange(route, partsOf(input)));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
