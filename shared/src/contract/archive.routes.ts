import * as z from 'zod/mini';
import { Id } from '../models/basics.ts';
import { MyState } from '../models/conversation.ts';
import { ConversationAnswer, stamp } from './answers.ts';
import { defineRoute } from './route.ts';

const params = z.strictObject({ conversationId: Id });
const body = z.strictObject({ archived: z.boolean() });

/** Puts a conversation out of my list, or back; nobody else hears of it. The next entry of its timeline brings it back too. */
export const archiveForMe = defineRoute({
  name: 'archive.mine',
  summary: 'Archive a conversation for me, or take it back',
  method: 'PUT',
  path: '/conversations/:conversationId/my-archive',
  access: 'signedIn',
  limit: 'receipt',
  params,
  body,
  responses: { 200: z.object({ ...stamp, me: MyState }) },
  errors: ['NOT_FOUND'],
});

/** Closes a conversation for everybody, or opens it again: archived, it is read and found, and nothing is written to it. */
export const archiveForAll = defineRoute({
  name: 'archive.all',
  summary: 'Archive a conversation for everybody, or open it again',
  method: 'PUT',
  path: '/conversations/:conversationId/archive',
  access: 'signedIn',
  limit: 'change',
  params,
  body,
  responses: { 200: ConversationAnswer },
  errors: ['NOT_FOUND', 'FORBIDDEN'],
});
