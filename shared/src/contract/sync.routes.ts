import * as z from 'zod/mini';
import { limits } from '../limits.ts';
import { Epoch, Id, Moment, Seq } from '../models/basics.ts';
import { Changes } from '../models/change.ts';
import { ConversationSummary, Mark, Participant } from '../models/conversation.ts';
import { MessagePage } from './answers.ts';
import { defineRoute } from './route.ts';

/** What I hold of one conversation. `peerSum` is deliveredSeq + readSeq of the other in a direct one, else 0. */
export const Head = z.strictObject({
  c: Id,
  cursor: Seq,
  joinedSeq: Seq,
  rowVersion: z.int().check(z.nonnegative()),
  peerSum: Seq,
});
export type Head = z.infer<typeof Head>;

/** A conversation held open: its timeline's cursor, or null to start it anew. */
export const OpenHead = z.strictObject({ c: Id, cursor: z.nullable(Seq), joinedSeq: Seq });
export type OpenHead = z.infer<typeof OpenHead>;

/** How an open conversation goes on: the changes after its cursor, or a fresh start with its newest page. */
export const OpenState = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('changes'),
    from: Seq,
    upTo: Seq,
    more: z.boolean(),
    changes: Changes,
    marks: z.array(Mark),
  }),
  z.object({ kind: z.literal('fresh'), upTo: Seq, participants: z.array(Participant), page: MessagePage }),
]);
export type OpenState = z.infer<typeof OpenState>;

/** One conversation of a sync's answer: where it stands, and, for an open one, how its timeline goes on. */
export const SyncedConversation = z.object({ summary: ConversationSummary, open: z.nullable(OpenState) });
export type SyncedConversation = z.infer<typeof SyncedConversation>;

/**
 * Compares what I hold with what is, in one snapshot. `heads` are all I hold whose ids lie in `(after, upTo]` (null: no
 * bound); what is new or gone is judged inside it. Open ones are always answered, others where they differ or `ask` names
 * them. `coveredUpTo` is the id up to which the answer goes: null when it reaches the range's end, else ask on after it.
 */
export const sync = defineRoute({
  name: 'sync.run',
  summary: 'Compare what I hold with what is',
  method: 'POST',
  path: '/sync',
  access: 'signedIn',
  limit: 'sync',
  body: z.strictObject({
    epoch: z.nullable(Epoch),
    after: z.nullable(Id),
    upTo: z.nullable(Id),
    heads: z.array(Head).check(z.maxLength(limits.syncHeads)),
    open: z.array(OpenHead).check(z.maxLength(limits.syncOpen)),
    ask: z.array(Id).check(z.maxLength(limits.syncHeads)),
  }),
  responses: {
    200: z.object({
      epoch: Epoch,
      serverTime: Moment,
      conversations: z.array(SyncedConversation),
      gone: z.array(z.object({ c: Id, seq: Seq })),
      coveredUpTo: z.nullable(Id),
    }),
  },
  errors: ['EPOCH_CHANGED'],
});

/** What the quiet check says: a digest of all (see digest.ts), and for open conversations the sum of the present ones' marks. */
export const HeadsQuestion = z.strictObject({
  epoch: Epoch,
  digest: z.string().check(z.regex(/^[0-9a-f]{16}$/)),
  open: z.array(z.strictObject({ c: Id, receipts: Seq })).check(z.maxLength(limits.syncOpen)),
});
export type HeadsQuestion = z.infer<typeof HeadsQuestion>;

/** `differs`: run a sync. `receipts`: the marks of open conversations whose sums differ. */
export const HeadsAnswer = z.object({
  epoch: Epoch,
  differs: z.boolean(),
  receipts: z.array(z.object({ c: Id, marks: z.array(Mark) })),
});
export type HeadsAnswer = z.infer<typeof HeadsAnswer>;

/** The quiet check: 204 when nothing differs. */
export const heads = defineRoute({
  name: 'sync.heads',
  summary: 'Does anything differ?',
  method: 'POST',
  path: '/sync/heads',
  access: 'signedIn',
  limit: 'sync',
  body: HeadsQuestion,
  responses: { 200: HeadsAnswer, 204: null },
  errors: ['EPOCH_CHANGED'],
});
