import type { RouteSpec } from '@parley/shared/contract/route.ts';
import type { RequestHandler } from 'express';
import { DomainError } from './domain-error.ts';

/** What no route took: a path of ours with another method, or no path of ours. */
export function refuseUnknownRoutes(routes: readonly RouteSpec[]): RequestHandler {
  const known = routes.map(({ path, method }) => ({
    method,
    pattern: new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}/?$`),
  }));
  return (request, response, next) => {
    const methods = known.filter(({ pattern }) => pattern.test(request.path)).map(({ method }) => method);
    if (methods.length === 0) return next(new DomainError('NOT_FOUND'));
    const allowed = methods.includes('GET') ? [...methods, 'HEAD'] : methods;
    response.setHeader('allow', allowed.join(', '));
    next(new DomainError('METHOD_NOT_ALLOWED'));
  };
}
