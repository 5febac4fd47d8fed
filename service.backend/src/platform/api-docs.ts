import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import express, { type Router } from 'express';
import { whole } from './client-files.ts';
import { docsPolicy } from './security-headers.ts';

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Parley API</title>
    <link rel="stylesheet" href="/api/docs/files/swagger-ui.css" />
  </head>
  <body>
    <div id="page"></div>
    <script src="/api/docs/files/swagger-ui-bundle.js"></script>
    <script src="/api/docs/start.js"></script>
  </body>
</html>
`;

// Writes ask for a header that no form can set; trying them out from here is not a forgery.
const start = `SwaggerUIBundle({
  url: '/api/v1/openapi.json',
  dom_id: '#page',
  validatorUrl: null,
  requestInterceptor: (request) => {
    request.headers['X-CSRF'] = '1';
    return request;
  },
});
`;

/** A page to read and try the API, from our own origin. */
export function apiDocs(): Router {
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const router = express.Router();
  router.use(docsPolicy);
  router.get('/', (_request, response) => void response.type('html').send(page));
  router.get('/start.js', (_request, response) => void response.type('js').send(start));
  router.use('/files', express.static(folder, { ...whole, redirect: false, maxAge: '1h' }));
  return router;
}
