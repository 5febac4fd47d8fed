import { IncomingMessage, ServerResponse } from 'node:http';
import type { Express } from 'express';

/** What a server makes of each request, and the app they are for. */
export interface RequestKinds {
  readonly kinds: { readonly IncomingMessage: typeof IncomingMessage; readonly ServerResponse: typeof ServerResponse };
  /** Once, before the app sees a request. */
  belongTo(app: Express): void;
}

/**
 * Requests and answers that are an app's from the beginning. Express gives each the app's prototype when it comes, and in V8
 * 11 (Node 20) what is put on an object after that makes a hidden class for this one object: no code that looks at requests
 * stays fast. Where the prototype is the app's already, nothing is changed. What it spares is in docs/speed.md.
 */
export function createRequestKinds(): RequestKinds {
  class Request extends IncomingMessage {}
  class Response<To extends IncomingMessage = IncomingMessage> extends ServerResponse<To> {}
  return {
    kinds: { IncomingMessage: Request, ServerResponse: Response },
    belongTo(app) {
      Object.setPrototypeOf(Request.prototype, app.request);
      Object.setPrototypeOf(Response.prototype, app.response);
      Object.assign(app, { request: Request.prototype, response: Response.prototype });
    },
  };
}
