import { carried } from '@parley/shared/contract/carried.ts';
import { accountHeader, type RouteReply, type RouteRequest, type RouteSpec } from '@parley/shared/contract/route.ts';
import { heads } from '@parley/shared/contract/sync.routes.ts';
import { limits as sizes } from '@parley/shared/limits.ts';
import express, { type Request, type Response, type Router } from 'express';
import type { Actor } from '../modules/actor.ts';
import { addressKey } from './address.ts';
import { tooLate, withDeadline } from './deadline.ts';
import { DomainError } from './domain-error.ts';
import { type Answer, answerOf, type RawRequest, requestOf } from './exchange.ts';
import { assertBounded, readJson } from './json.ts';
import type { Limits } from './limits.ts';
import type { Logger } from './logger.ts';
import type { PeerOf } from './peer.ts';
import { failureOf } from './problem.ts';
import { type FileReply, sendFile } from './send-file.ts';
import { type AwaitedVisit, type Cookies, noteAsked, socketVisit, type Visit, visitOf } from './visit.ts';
import type { Watch } from './watch.ts';

type ActorOf<R extends RouteSpec> = R['access'] extends 'anyone' ? null : Actor;

/** The route's token of whoever asks: taken when it is due, given back when what it was taken for turned out not to count. */
export interface Token {
  take(): Promise<void>;
  giveBack(): Promise<void>;
}

/** A visit of one route: a handler that took the limit upon itself has the token in its hands. */
type RouteVisit = AwaitedVisit & { readonly token: Token };

/** Answers one route of the contract: gets what was parsed, gives what is declared. It needs no `try`. */
type Handler<R extends RouteSpec> = (
  request: RouteRequest<R>,
  actor: ActorOf<R>,
  visit: RouteVisit,
) => Promise<RouteReply<R>>;

/** What one route does otherwise than the others. */
interface MountOptions {
  /** `handler`: it takes the route's token itself, because some of its calls cost none. */
  readonly tokens?: 'mount' | 'handler';
  /** So many deadlines long it may take: who waits his turn behind others would only come again, and wait behind more. */
  readonly deadlines?: number;
}

/** Hangs routes of the contract on their handlers, for HTTP and for the socket. */
export interface Mount {
  // `H`, because a literal status survives inference only where the handler has a type of its own.
  mount<R extends RouteSpec, H extends Handler<R>>(route: R, handler: H, options?: MountOptions): void;
  /** A route whose success is a file: it is sent as fast as it is taken, without a deadline. */
  mountFile<R extends RouteSpec>(
    route: R,
    handler: (request: RouteRequest<R>, actor: ActorOf<R>) => Promise<FileReply>,
  ): void;
  readonly router: Router;
  /** The names of what is mounted. */
  mounted(): ReadonlySet<string>;
  /** The socket's door to what may come over it: the same parse, limits, handler, deadline and problems. */
  dispatch(name: string, input: RawRequest, actor: Actor, address: string): Promise<Dispatched>;
}

/** What HTTP would have answered. */
type Dispatched = Answer & { readonly retryAfterMs?: number };

/** What every route shares. */
export interface MountDeps {
  readonly authenticate: (cookieHeader: string | undefined) => Promise<Actor | null>;
  readonly isAdmin: (actor: Actor) => Promise<boolean>;
  readonly limits: Limits;
  readonly logger: Logger;
  readonly cookies: Cookies;
  readonly peerOf: PeerOf;
  readonly newId: () => string;
  readonly watch: Watch;
  readonly elapsed: () => number;
  /** How long a request may take, in milliseconds. */
  readonly deadline: number;
}

type Perform = (raw: RawRequest, actor: Actor | null, visit: Visit) => Promise<Answer>;

const readBytes = express.raw({ type: () => true, limit: sizes.httpBodyBytes, inflate: false });
// What sockets ask for: the second carrier's routes, and the quiet check under an event of its own.
const overSocket: ReadonlySet<string> = new Set([...carried, heads].map(({ name }) => name));

/** Hangs handlers on the routes of the contract, for HTTP and for the second carrier alike. */
export function createMount({
  authenticate,
  isAdmin,
  limits,
  logger,
  cookies,
  peerOf,
  newId,
  watch,
  elapsed,
  deadline,
}: MountDeps): Mount {
  const router = express.Router();
  const performers = new Map<string, Perform>();
  const files = new Set<string>();

  function performerOf<R extends RouteSpec>(
    route: R,
    handler: Handler<R>,
    { tokens = 'mount', deadlines = 1 }: MountOptions,
  ): Perform {
    async function perform(raw: RawRequest, actor: Actor | null, visit: AwaitedVisit): Promise<Answer> {
      const request = requestOf(route, raw);
      const key = actor?.userId ?? addressKey(visit.address);
      const token = {
        take: () => limits.take(route.limit, key, visit.tellLimit),
        giveBack: () => limits.giveBack(route.limit, key),
      };
      if (tokens === 'mount') await token.take();
      return answerOf(route, await handler(request, actor as ActorOf<R>, Object.assign(visit, { token })));
    }
    return (raw, actor, visit) => {
      let isLate = false;
      const assertAwaited = () => {
        if (isLate) throw tooLate();
      };
      return withDeadline(perform(raw, actor, Object.assign(visit, { assertAwaited })), deadlines * deadline, () => {
        isLate = true;
      });
    };
  }

  async function identify(route: RouteSpec, { headers }: Pick<Request, 'headers'>): Promise<Actor | null> {
    if (route.access === 'anyone') return null;
    const actor = await authenticate(headers.cookie);
    if (actor === null) throw new DomainError('UNAUTHENTICATED');
    // A page of one person, with the cookie of another: whoever it is from, it is not for this account.
    if ((headers[accountHeader] ?? actor.userId) !== actor.userId) throw new DomainError('ACCOUNT_CHANGED');
    // Before anything of the request is read: whoever may not ask gets the one answer, however he asks.
    if (route.access === 'admin' && !(await isAdmin(actor))) throw new DomainError('NOT_FOUND');
    return actor;
  }

  return {
    router,
    mounted: () => new Set([...performers.keys(), ...files]),

    mount(route, handler, options = {}) {
      const perform = performerOf(route, handler, options);
      performers.set(route.name, perform);
      const method = route.method.toLowerCase() as Lowercase<typeof route.method>;
      router[method](route.path, async (request: Request, response: Response) => {
        const began = elapsed();
        response.on('finish', () => watch.answered(route.name, response.statusCode, elapsed() - began));
        noteAsked(response, { page: route.name, userId: null });
        const visit = visitOf(request, response, cookies, peerOf(request));
        const actor = await withDeadline(identify(route, request), deadline);
        noteAsked(response, { page: route.name, userId: actor?.userId ?? null });
        const body = route.body === undefined ? undefined : await bodyOf(request, response);
        const raw = { params: request.params, query: request.query, body };
        const answer = await perform(raw, actor, visit);
        response.status(answer.status);
        if (answer.body === undefined) response.end();
        else response.json(answer.body);
      });
    },

    mountFile(route, handler) {
      files.add(route.name);
      // Express would answer by the same handler, and spend on a question what fetches the file once.
      router.head(route.path, (_request, response, next) => {
        response.setHeader('allow', route.method);
        next(new DomainError('METHOD_NOT_ALLOWED'));
      });
      router.get(route.path, async (request: Request, response: Response) => {
        const actor = await withDeadline(identify(route, request), deadline);
        noteAsked(response, { page: route.name, userId: actor?.userId ?? null });
        const asked = requestOf(route, { params: request.params, query: request.query });
        await limits.take(route.limit, actor?.userId ?? addressKey(peerOf(request).address));
        const opening = handler(asked, actor as ActorOf<typeof route>);
        // A file that nobody waits for any more would stay open.
        const file = await withDeadline(opening, deadline, () => void opening.then(letGo, () => undefined));
        await sendFile(response, file);
      });
    },

    async dispatch(name, input, actor, address) {
      const requestId = newId();
      const began = elapsed();
      const perform = overSocket.has(name) ? performers.get(name) : undefined;
      const page = perform === undefined ? 'other' : name;
      async function answer(): Promise<Dispatched> {
        try {
          if (perform === undefined) throw new DomainError('NOT_FOUND');
          assertBounded(input);
          return await perform(input, actor, socketVisit(requestId, address));
        } catch (error) {
          return failureOf(error, requestId, logger, (cause) => watch.failed(cause, { page, userId: actor.userId }));
        }
      }
      const dispatched = await answer();
      watch.answered(page, dispatched.status, elapsed() - began);
      return dispatched;
    },
  };
}

const letGo = ({ content }: FileReply): void => void content.destroy();

async function bodyOf(request: Request, response: Response): Promise<unknown> {
  await new Promise<void>((resolve, reject) => {
    readBytes(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(error)));
  });
  return request.body instanceof Uint8Array ? readJson(request.body) : undefined;
}
