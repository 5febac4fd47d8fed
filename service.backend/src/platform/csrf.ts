import type { Request, RequestHandler } from 'express';
import { DomainError } from './domain-error.ts';
import { originAllowed } from './origin.ts';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);
const mustBearBody = new Set(['POST', 'PUT', 'PATCH']);

/**
 * A write comes from a page of ours: it bears a header that no form can set, an Origin of ours, and JSON. Asked before
 * the body is read and before it is known who asks, so that signing in is guarded as well.
 */
export function refuseForgedWrites(env: { readonly PUBLIC_URL?: string | undefined }): RequestHandler {
  return (request, _response, next) => {
    if (reading.has(request.method)) return next();
    if (request.headers['x-csrf'] !== '1' || !isOurs(request, env)) return next(new DomainError('ORIGIN_REFUSED'));
    if (bearsBody(request) && !request.is('application/json')) return next(new DomainError('UNSUPPORTED_MEDIA_TYPE'));
    next();
  };
}

function isOurs({ headers }: Request, env: { readonly PUBLIC_URL?: string | undefined }): boolean {
  if (headers.origin !== undefined) return originAllowed(headers.origin, headers.host, env);
  return headers['sec-fetch-site'] === 'same-origin';
}

const bearsBody = ({ method, headers }: Request): boolean =>
  mustBearBody.has(method) || headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
