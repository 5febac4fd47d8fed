import { Id } from '@parley/shared/models/basics.ts';
import * as z from 'zod/mini';
import { StoredDraft } from '../outbox/drafts.ts';

/** What tabs of one browser tell each other. Only hints, and read like anything that comes from outside. */
export const Notice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('outbox'), userId: z.string() }),
  z.object({ kind: z.literal('kept'), userId: z.string() }),
  z.object({ kind: z.literal('leaving'), userId: z.string() }),
  z.object({ kind: z.literal('renewing'), userId: z.string() }),
  z.object({ kind: z.literal('session'), userId: z.nullable(z.string()) }),
  z.object({ kind: z.literal('draft'), userId: z.string(), conversationId: Id, draft: StoredDraft }),
]);
export type Notice = z.infer<typeof Notice>;
