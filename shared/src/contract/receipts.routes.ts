import * as z from 'zod/mini';
import { Epoch, Id, Seq } from '../models/basics.ts';
import { Unread, UnreadMarkSeq } from '../models/conversation.ts';
import { Advance, stamp } from './answers.ts';
import { defineRoute } from './route.ts';

/** "Up to here": clamped to the head, never lowered. Answers the effective values. */
export const putReceipt = defineRoute({
  name: 'receipts.put',
  summary: 'Say how far I have received and read',
  method: 'PUT',
  path: '/conversations/:conversationId/receipt',
  access: 'signedIn',
  limit: 'receipt',
  params: z.strictObject({ conversationId: Id }),
  body: z.strictObject({ epoch: Epoch, readSeq: z.optional(Seq), deliveredSeq: z.optional(Seq) }),
  responses: {
    200: z.object({
      ...stamp,
      readSeq: Seq,
      deliveredSeq: Seq,
      unreadMarkSeq: UnreadMarkSeq,
      rowVersion: z.int(),
      unread: Unread,
    }),
  },
  errors: ['NOT_FOUND', 'EPOCH_CHANGED'],
});

/** Since when each of the others, who were there when it was said, has a message, and has read it. null: not yet, or not known. */
export const listAdvances = defineRoute({
  name: 'receipts.advances',
  summary: 'Who has a message, and since when',
  method: 'GET',
  path: '/conversations/:conversationId/messages/:messageId/advances',
  access: 'signedIn',
  limit: 'read',
  params: z.strictObject({ conversationId: Id, messageId: Id }),
  responses: { 200: z.object({ ...stamp, advances: z.array(Advance) }) },
  errors: ['NOT_FOUND'],
});
