import * as z from 'zod/mini';
import { limits } from '../limits.ts';
import { Epoch, Id, Moment, Seq } from '../models/basics.ts';
import { Changes } from '../models/change.ts';
import { Mark, MyState } from '../models/conversation.ts';
import { Presence } from '../models/user.ts';
import { HeadsAnswer, HeadsQuestion } from './sync.routes.ts';

/** A frame covers a range: all that the receiver may see of what the log names in `(from, upTo]`. `from = upTo` is a poke. */
export const Frame = z.object({ epoch: Epoch, c: Id, from: Seq, upTo: Seq, changes: Changes });
export type Frame = z.infer<typeof Frame>;

/** Server to client: facts that are committed, and what may be lost (`receipt`, `typing`, `presence`). Any may come twice or never. */
export const serverEvents = {
  hello: z.object({ epoch: Epoch, serverTime: Moment, degraded: z.boolean() }),
  event: Frame,
  inbox: z.object({ epoch: Epoch, c: Id, me: MyState }),
  receipt: z.object({ epoch: Epoch, c: Id, marks: z.array(Mark) }),
  typing: z.object({ c: Id, userId: Id, active: z.boolean() }),
  presence: z.object({ presences: z.array(Presence) }),
  'membership.ended': z.object({ epoch: Epoch, c: Id, seq: Seq }),
  'user.changed': z.object({ id: Id, version: z.int() }),
  'session.revoked': z.object({}),
  'server.draining': z.object({ reconnectInMs: z.int() }),
  /** Redis went (true) or came back (false): while away, clients compare heads every `timings.headsDegraded`. */
  degraded: z.object({ degraded: z.boolean() }),
} as const;

/** Client to server: only what may be lost, and the quiet check. Everything durable is a request of the contract. */
export const clientEvents = {
  typing: z.strictObject({ c: Id, active: z.boolean() }),
  delivered: z.strictObject({
    epoch: Epoch,
    marks: z.array(z.strictObject({ c: Id, seq: Seq })).check(z.maxLength(limits.syncHeads)),
  }),
  heads: HeadsQuestion,
  /** The second carrier: the very same request, through the same mount as HTTP. */
  request: z.strictObject({
    route: z.string().check(z.maxLength(64)),
    params: z.unknown(),
    body: z.optional(z.unknown()),
  }),
} as const;

/** What acknowledges a client's event. */
export const acknowledgements = {
  typing: z.object({ ok: z.boolean(), code: z.optional(z.string()) }),
  delivered: z.object({ ok: z.boolean(), code: z.optional(z.string()) }),
  heads: z.union([
    HeadsAnswer,
    z.object({ same: z.literal(true) }),
    z.object({ ok: z.literal(false), code: z.string() }),
  ]),
  /** `status` and `body` as HTTP would have answered; a body of a failing status is a problem. */
  request: z.object({ status: z.int(), body: z.unknown(), retryAfterMs: z.optional(z.number()) }),
} as const;

type Output<S> = S extends z.ZodMiniType ? z.output<S> : never;

/** Name to payload, as Socket.IO wants its events typed. */
export type ServerToClientEvents = {
  [K in keyof typeof serverEvents]: (payload: Output<(typeof serverEvents)[K]>) => void;
};

/** Name to payload and acknowledgement. */
export type ClientToServerEvents = {
  [K in keyof typeof clientEvents]: (
    payload: Output<(typeof clientEvents)[K]>,
    acknowledge: (answer: Output<(typeof acknowledgements)[K]>) => void,
  ) => void;
};

/** A frame's name. */
export type ServerEventName = keyof typeof serverEvents;
/** A server event's payload. */
export type ServerEvent<K extends ServerEventName> = Output<(typeof serverEvents)[K]>;
