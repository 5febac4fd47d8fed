import { apiPrefix } from '@parley/shared/contract/route.ts';
import { routes } from '@parley/shared/contract/routes.ts';
import express, { type Express, type RequestHandler } from 'express';
import { apiDocs } from './platform/api-docs.ts';
import { clientFiles } from './platform/client-files.ts';
import { refuseForgedWrites } from './platform/csrf.ts';
import { DomainError } from './platform/domain-error.ts';
import type { Env } from './platform/env.ts';
import { answerFailures } from './platform/error-handler.ts';
import { healthRouter } from './platform/health.ts';
import type { Limits } from './platform/limits.ts';
import type { Logger } from './platform/logger.ts';
import { countRequests } from './platform/metrics/count-requests.ts';
import type { Metrics } from './platform/metrics/metrics.ts';
import type { Mount } from './platform/mount.ts';
import { openApiOf } from './platform/openapi.ts';
import { logRequests } from './platform/request-log.ts';
import { refuseUnknownRoutes } from './platform/route-guard.ts';
import { securityHeaders } from './platform/security-headers.ts';
import type { Watch } from './platform/watch.ts';

/** What the app is made of: it opens no port and reads no environment. */
export interface AppDeps {
  readonly env: Pick<Env, 'PUBLIC_URL' | 'CLIENT_DIR'>;
  readonly mount: Pick<Mount, 'router'>;
  readonly cookieName: string;
  readonly limits: Pick<Limits, 'windowsOf'>;
  readonly isReady: () => Promise<boolean>;
  /** While true, every answer ends its connection: who kept one comes back to another node. */
  readonly isDraining: () => boolean;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly watch: Pick<Watch, 'failed'>;
}

/** Everything that HTTP passes through, in the order in which it passes. */
export function createApp(deps: AppDeps): Express {
  const { env, mount, cookieName, limits, isReady, isDraining, logger, metrics, watch } = deps;
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);

  app.use(countRequests(metrics));
  app.use(logRequests(logger));
  app.use((_request, response, next) => {
    if (isDraining()) response.setHeader('connection', 'close');
    next();
  });
  app.use(securityHeaders(env));
  app.use(refuseNoHost);
  app.use('/health', healthRouter(isReady));

  app.use(
    apiPrefix,
    (request, response, next) => {
      response.setHeader('cache-control', 'no-store');
      response.vary('Cookie, Origin');
      // Express would answer OPTIONS by itself; nothing here is for other origins to ask.
      next(request.method === 'OPTIONS' ? new DomainError('METHOD_NOT_ALLOWED') : undefined);
    },
    refuseForgedWrites(env),
  );
  // Written when it is first asked for, because nobody shall wait for it at a start; and once, because anybody may ask.
  let document: Buffer | undefined;
  app.get(`${apiPrefix}/openapi.json`, (_request, response) => {
    document ??= Buffer.from(JSON.stringify(openApiOf(routes, { cookieName, windowsOf: limits.windowsOf })));
    response.type('json').send(document);
  });
  app.use(apiPrefix, mount.router, refuseUnknownRoutes(routes));
  app.use('/api/docs', apiDocs());

  // A mistake in an address of the API is no place in the app, and metrics are told on a port of their own.
  app.use(['/api', '/health', '/metrics'], nothingHere);
  if (env.CLIENT_DIR !== undefined) app.use(clientFiles(env.CLIENT_DIR));
  app.use(nothingHere);
  app.use(answerFailures(logger, watch));
  return app;
}

const nothingHere: RequestHandler = (_request, _response, next) => next(new DomainError('NOT_FOUND'));

const refuseNoHost: RequestHandler = ({ headers, httpVersion }, _response, next) =>
  next(headers.host === undefined && httpVersion !== '1.0' ? new DomainError('VALIDATION_FAILED') : undefined);
