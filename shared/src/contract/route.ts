import type * as z from 'zod/mini';
import type { ErrorCode } from '../errors.ts';
import type { RateLimitName } from '../limits.ts';

type Schema = z.ZodMiniType;

/**
 * A route as a value: the server mounts it, the client calls it, the OpenAPI document is written from it.
 * `responses` gives a schema by status, or null where there is no body; `errors` are those beyond what any route may answer.
 */
export interface RouteSpec {
  readonly name: `${string}.${string}`;
  readonly summary: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: `/${string}`;
  /** `admin`: who administrates this instance; to everybody else who is signed in there is no such route. */
  readonly access: 'anyone' | 'signedIn' | 'admin';
  readonly limit: RateLimitName;
  readonly params?: Schema;
  readonly query?: Schema;
  readonly body?: Schema;
  readonly responses: { readonly [status: number]: Schema | null };
  /** Its success is a file to keep, not an answer to read. */
  readonly file?: true;
  readonly errors?: readonly ErrorCode[];
}

/** Keeps a route's exact types. */
export const defineRoute = <const R extends RouteSpec>(route: R): R => route;

type InputOf<S> = S extends Schema ? z.input<S> : undefined;
type OutputOf<S> = S extends Schema ? z.output<S> : undefined;
type PartOf<R, K extends string> = K extends keyof R ? R[K] : undefined;

/** In a query everything is text on the wire; a caller may say numbers. */
type Textual<T> = T extends object ? { [K in keyof T]: T[K] | Exclude<T[K], undefined> | number } : T;

type Present<T> = { [K in keyof T as T[K] extends undefined ? never : K]: T[K] };

/** What a caller hands over. */
export type RouteInput<R extends RouteSpec> = Present<{
  params: InputOf<PartOf<R, 'params'>>;
  query: Textual<InputOf<PartOf<R, 'query'>>>;
  body: InputOf<PartOf<R, 'body'>>;
}>;

/** What a handler gets, parsed. */
export type RouteRequest<R extends RouteSpec> = Present<{
  params: OutputOf<PartOf<R, 'params'>>;
  query: OutputOf<PartOf<R, 'query'>>;
  body: OutputOf<PartOf<R, 'body'>>;
}>;

type Statuses<R extends RouteSpec> = keyof R['responses'] & number;

/** What a handler may answer: a declared status with its body. */
export type RouteReply<R extends RouteSpec> = {
  [S in Statuses<R>]: R['responses'][S] extends Schema
    ? { readonly status: S; readonly body: z.input<R['responses'][S]> }
    : { readonly status: S };
}[Statuses<R>];

/** What a caller gets: the parsed body of whichever success it was; null where there is none. */
export type RouteOutput<R extends RouteSpec> = {
  [S in Statuses<R>]: R['responses'][S] extends Schema ? z.output<R['responses'][S]> : null;
}[Statuses<R>];

/** The path with its parameters filled in. */
export function pathOf(route: RouteSpec, params: Readonly<Record<string, string>> = {}): string {
  return route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
}

/**
 * A request of a signed-in client bears in this header whom it acts for: the cookie is the browser's, and another tab may
 * have signed in somebody else. Where the two differ nothing is done.
 */
export const accountHeader = 'x-account';

/** Below this every route lives. */
export const apiPrefix = '/api/v1';
