import { apiPrefix } from '@parley/shared/contract/route.ts';
import { routes } from '@parley/shared/contract/routes.ts';
import type { Request, RequestHandler } from 'express';
import type { Mount } from '../mount.ts';
import type { Metrics } from './metrics.ts';
import type { OtherRoute } from './request-metrics.ts';

const nameOf: ReadonlyMap<string, string> = new Map(
  routes.map(({ method, path, name }) => [`${method} ${path}`, name]),
);

/** Notes how each request ended, by the contract's name of its route; what is no route of it is one of three others. */
export function countRequests({ requests, now, since }: Metrics): RequestHandler {
  return (request, response, next) => {
    const began = now();
    response.once('close', () => {
      const status = response.writableFinished ? response.statusCode : null;
      requests.answered(routeOf(request), 'http', status, since(began));
    });
    next();
  };
}

/** What Express matched is there only once it is over. */
function routeOf({ method, originalUrl, route }: Request): string {
  const { path } = (route ?? {}) as { readonly path?: unknown };
  // Who asks for the head alone is answered by the same route.
  const name = typeof path === 'string' ? nameOf.get(`${method === 'HEAD' ? 'GET' : method} ${path}`) : undefined;
  if (name !== undefined) return name;
  return otherOf(originalUrl);
}

function otherOf(url: string): OtherRoute {
  if (url.startsWith('/health/')) return 'health';
  return url.startsWith(apiPrefix) ? 'unknown' : 'files';
}

/** The same for the second carrier. It is asked only for routes of the contract that may come over the socket. */
export function countDispatched(dispatch: Mount['dispatch'], { requests, now, since }: Metrics): Mount['dispatch'] {
  return async (route, input, actor, address) => {
    const began = now();
    const answer = await dispatch(route, input, actor, address);
    requests.answered(route, 'socket', answer.status, since(began));
    return answer;
  };
}
