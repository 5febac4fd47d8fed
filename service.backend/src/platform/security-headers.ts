import { type IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

const permissions = ['camera', 'geolocation', 'microphone', 'payment', 'usb', 'interest-cohort'];
const yearInSeconds = 31_536_000;

/**
 * What a page of ours may do: our own scripts, styles and connections, nothing inline, nothing framed, no script out of
 * a string. HSTS only where people really come by https: on the local network it would lock them out.
 */
export function securityHeaders({ PUBLIC_URL }: { readonly PUBLIC_URL?: string | undefined }): RequestHandler {
  const isHttps = PUBLIC_URL?.startsWith('https:') ?? false;
  // Older browsers do not take 'self' to mean our own socket.
  const sockets = PUBLIC_URL === undefined ? [] : [`${isHttps ? 'wss' : 'ws'}://${new URL(PUBLIC_URL).host}`];
  const headers = headersOf(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'"],
          imgSrc: ["'self'", 'blob:'],
          fontSrc: ["'self'"],
          manifestSrc: ["'self'"],
          workerSrc: ["'self'"],
          connectSrc: ["'self'", ...sockets],
          baseUri: ["'none'"],
          objectSrc: ["'none'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
          requireTrustedTypesFor: ["'script'"],
          // It makes the addresses of the two workers, and no other.
          trustedTypes: ['parley-workers'],
        },
      },
      strictTransportSecurity: isHttps && { maxAge: yearInSeconds },
      crossOriginOpenerPolicy: { policy: 'same-origin' },
      crossOriginResourcePolicy: { policy: 'same-origin' },
      referrerPolicy: { policy: 'no-referrer' },
      xFrameOptions: { action: 'deny' },
    }),
  );
  headers.push(['permissions-policy', permissions.map((name) => `${name}=()`).join(', ')]);
  return (_request, response, next) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    next();
  };
}

type Middleware = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void;

/** What a middleware sets is the same for every request: it is asked once, not a dozen times for each. */
function headersOf(middleware: Middleware): (readonly [name: string, value: string])[] {
  const request = {} as IncomingMessage;
  const response = new ServerResponse(request);
  middleware(request, response, () => undefined);
  return Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)] as const);
}

/** The page of the API's documentation needs inline styles and `data:` pictures: it gets a policy of its own. */
export const docsPolicy: RequestHandler = helmet.contentSecurityPolicy({
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
});
