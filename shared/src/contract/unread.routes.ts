import * as z from 'zod/mini';
import { Id, Moment, Seq } from '../models/basics.ts';
import { MyState } from '../models/conversation.ts';
import { stamp } from './answers.ts';
import { defineRoute } from './route.ts';

const params = z.strictObject({ conversationId: Id });

/** Counts as unread from this number on, wherever `readSeq` stands; null takes the mark away. Clamped to what is there for me. */
export const putUnreadMark = defineRoute({
  name: 'unread.mark',
  summary: 'Mark as unread from a number on, or take the mark away',
  method: 'PUT',
  path: '/conversations/:conversationId/unread-mark',
  access: 'signedIn',
  limit: 'receipt',
  params,
  body: z.strictObject({ seq: z.nullable(Seq) }),
  responses: { 200: z.object({ ...stamp, me: MyState }) },
  errors: ['NOT_FOUND'],
});

/** One message that counts as unread. `because`: it came after what I have read, or I marked it, or one before it, as unread. */
export const CountedMessage = z.object({
  id: Id,
  seq: Seq,
  senderId: Id,
  createdAt: Moment,
  /** How it begins: enough to know it again. */
  excerpt: z.string(),
  because: z.enum(['after', 'marked']),
});
export type CountedMessage = z.infer<typeof CountedMessage>;

/** Which messages are counted, oldest first, and why: `me` says where what I have read, and the mark, stand. One snapshot. */
export const whyUnread = defineRoute({
  name: 'unread.why',
  summary: 'Which messages count as unread, and why',
  method: 'GET',
  path: '/conversations/:conversationId/unread',
  access: 'signedIn',
  limit: 'read',
  params,
  responses: { 200: z.object({ ...stamp, me: MyState, messages: z.array(CountedMessage) }) },
  errors: ['NOT_FOUND'],
});
