import { clientEvents } from '@parley/shared/contract/events.ts';
import { Id } from '@parley/shared/models/basics.ts';
import * as z from 'zod/mini';

const Tab = z.string().check(z.maxLength(64));
const ClientEvent = z.custom<keyof typeof clientEvents>(
  (name) => typeof name === 'string' && Object.hasOwn(clientEvents, name),
);

/**
 * What tabs of one account say to each other about the one socket they share. Only hints, read like anything that comes
 * from outside; a frame is parsed once more by whoever takes it, as if it had come from the server.
 */
export const TabWord = z.discriminatedUnion('kind', [
  /** "I lead." `connection` names my socket's present connection; null: it has none. */
  z.object({ kind: z.literal('leads'), userId: Id, connection: z.nullable(Tab), degraded: z.boolean() }),
  /** "I led until now, and pass on what comes until the next one is connected"; said again when that is done. null: it broke off. */
  z.object({ kind: z.literal('handsOver'), userId: Id, connection: z.nullable(Tab) }),
  /** "Does anybody lead?" */
  z.object({ kind: z.literal('hail'), userId: Id }),
  z.object({ kind: z.literal('frame'), userId: Id, name: z.string(), payload: z.unknown() }),
  /** Something for the server, by way of this connection alone. */
  z.object({
    kind: z.literal('ask'),
    userId: Id,
    connection: Tab,
    id: Tab,
    name: ClientEvent,
    payload: z.unknown(),
    timeoutMs: z.number(),
  }),
  /** `ok` false: nobody answered. */
  z.object({ kind: z.literal('answer'), userId: Id, id: Tab, ok: z.boolean(), value: z.unknown() }),
]);
export type TabWord = z.infer<typeof TabWord>;

type Without<W, K extends PropertyKey> = W extends unknown ? Omit<W, K> : never;

/** A word before it is said for whom. */
export type Said = Without<TabWord, 'userId'>;
