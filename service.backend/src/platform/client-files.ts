import { join } from 'node:path';
import compression from 'compression';
import express, { type Router } from 'express';
import expressStaticGzip from 'express-static-gzip';
import { DomainError } from './domain-error.ts';
import { isPreconditionFailure } from './problem.ts';

/** Nothing of ours is worth a part of it, and a part that is not there would be one more failure. */
export const whole = { index: false, acceptRanges: false } as const;

/** The built client: hashed files for ever, everything else asked for anew, and its one page for every place in the app. */
export function clientFiles(folder: string): Router {
  const router = express.Router();
  router.use(compression());
  // A source map is the source: the server reads it for reports, the world does not.
  router.use((request, _response, next) =>
    next(/\.map$/i.test(decodeURIComponent(request.path)) ? new DomainError('NOT_FOUND') : undefined),
  );
  router.use(
    '/assets',
    // As the build packed them, beside each (app.client/packed-files.plugin.ts); what it did not is packed here.
    expressStaticGzip(join(folder, 'assets'), {
      index: false,
      enableBrotli: true,
      orderPreference: ['br', 'gz'],
      serveStatic: { ...whole, redirect: false, immutable: true, maxAge: '1y' },
    }),
  );
  router.use(
    express.static(folder, {
      ...whole,
      redirect: false,
      setHeaders: (response) => void response.setHeader('cache-control', 'no-cache'),
    }),
  );
  router.get(/^[^.]*$/, (request, response, next) => {
    if (request.path.startsWith('/assets/') || !request.accepts('html')) return next();
    response.setHeader('cache-control', 'no-cache');
    response.sendFile(join(folder, 'index.html'), { acceptRanges: false }, (error?: Error) => {
      if (error) next(isPreconditionFailure(error) ? error : undefined);
    });
  });
  return router;
}
