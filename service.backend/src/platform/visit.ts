import type { Request, Response } from 'express';
import type { Peer } from './peer.ts';
import type { LimitStanding } from './rate-limit-headers.ts';
import type { SecretCookie, SessionCookie } from './session-cookie.ts';
import type { FailedRequest } from './watch.ts';

/** What is known of the one who asks before it is known who he is. */
export interface Visit extends Peer {
  /** Which way the request came, and the answer goes. */
  readonly carrier: 'http' | 'socket';
  readonly requestId: string;
  readonly userAgent: string;
  /** The cookie of an earlier session, if one came along. */
  readonly sessionToken: string | null;
  /** What a browser that signed in before keeps: see `known-devices.ts`. */
  readonly deviceToken: string | null;
  setSession(token: string, userId: string): void;
  clearSession(): void;
  setDevice(token: string): void;
  /** How the limit that this visit counts against stands now. */
  tellLimit(standing: LimitStanding): void;
}

/** A visit whose answer somebody waits for. */
export interface AwaitedVisit extends Visit {
  /** Fails once he was told to come again: what the same request would not find done is then not done, either. */
  assertAwaited(): void;
}

/** The cookies that a visit may bring and take along. */
export interface Cookies {
  readonly session: SessionCookie;
  readonly device: SecretCookie;
  readonly holder: Omit<SecretCookie, 'read'>;
}

/** The visit that an HTTP request is. */
export function visitOf(request: Request, response: Response, cookies: Cookies, peer: Peer): Visit {
  return {
    ...peer,
    carrier: 'http',
    requestId: requestIdOf(response),
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 200),
    // Read when somebody asks: most routes never do.
    get sessionToken() {
      return cookies.session.read(request.headers.cookie);
    },
    get deviceToken() {
      return cookies.device.read(request.headers.cookie);
    },
    setSession: (token, userId) =>
      void response.append('set-cookie', [cookies.session.write(token), cookies.holder.write(userId)]),
    clearSession: () => void response.append('set-cookie', [cookies.session.clear(), cookies.holder.clear()]),
    setDevice: (token) => void response.append('set-cookie', cookies.device.write(token)),
    tellLimit({ policy, state }) {
      response.setHeader('ratelimit-policy', policy);
      response.setHeader('ratelimit', state);
    },
  };
}

/** The id that this request's lines of the log and its problem bear. */
export const requestIdOf = (response: Response): string => String(response.getHeader('x-request-id') ?? '');

/** Notes which route a request came to, and from whom: should it fail, its report says so. */
export function noteAsked(response: Response, request: FailedRequest): void {
  response.locals.asked = request;
}

/** What was noted of it; of a request that came to no route nothing is known. */
export const askedOf = (response: Response): FailedRequest =>
  (response.locals.asked as FailedRequest | undefined) ?? { page: 'other', userId: null };

/** Notes with which code a request was refused: its line of the log says so, and somebody learns why it was a 403. */
export function noteRefused(response: Response, code: string): void {
  response.locals.code = code;
}

/** The code it was refused with, if it was. */
export const codeOf = (response: Response): string | undefined => response.locals.code as string | undefined;

/** The visit that a request over the socket is: there is no cookie to set on a socket. */
export const socketVisit = (requestId: string, address: string): Visit => ({
  carrier: 'socket',
  requestId,
  address,
  isLocal: false,
  userAgent: '',
  sessionToken: null,
  deviceToken: null,
  setSession: () => undefined,
  clearSession: () => undefined,
  setDevice: () => undefined,
  tellLimit: () => undefined,
});
