import type { RouteInput, RouteOutput, RouteSpec } from '@parley/shared/contract/route.ts';

/** The only way this client talks to the server. Rejects with an `ApiError`. */
export type Call = <R extends RouteSpec>(route: R, input: RouteInput<R>) => Promise<RouteOutput<R>>;

/** A link of the chain in front of the server: all have this shape, and none knows of another. */
export type Link = (next: Call) => Call;

/** A request's parts, whichever the route has. */
export interface RequestParts {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
}

/** The same input, seen without its route's types. */
export const partsOf = <R extends RouteSpec>(input: RouteInput<R>): RequestParts => input as RequestParts;
