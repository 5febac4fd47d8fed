import * as z from 'zod/mini';
import { limits } from '../limits.ts';
import { Epoch, Id, Moment, queryInteger, Seq } from '../models/basics.ts';
import { Changes } from '../models/change.ts';
import { Content } from '../models/content.ts';
import { MessageAnswer, MessagePage, SendAnswer, stamp } from './answers.ts';
import { defineRoute } from './route.ts';

const params = z.strictObject({ conversationId: Id });
const messageParams = z.strictObject({ conversationId: Id, messageId: Id });
const seqInQuery = queryInteger(0, Number.MAX_SAFE_INTEGER);

/**
 * 201 the first time, 200 with the message as it is now on every replay of that `id`, for ever. `composedAt` says when it
 * was written: a claim, kept from the first request, told where it is believable, and no part of what makes a replay.
 */
export const sendMessage = defineRoute({
  name: 'messages.send',
  summary: 'Send a message',
  method: 'POST',
  path: '/conversations/:conversationId/messages',
  access: 'signedIn',
  limit: 'send',
  params,
  body: z.strictObject({ id: Id, content: Content, composedAt: z.optional(Moment) }),
  responses: { 200: SendAnswer, 201: SendAnswer },
  errors: ['NOT_FOUND', 'CONVERSATION_ARCHIVED', 'CONTENT_TOO_LONG', 'ID_TAKEN'],
});

/** Edits my message. `version` is the one I saw; the same content as stored is a success. 409 bears the current message. */
export const editMessage = defineRoute({
  name: 'messages.edit',
  summary: 'Edit a message of mine',
  method: 'PATCH',
  path: '/conversations/:conversationId/messages/:messageId',
  access: 'signedIn',
  limit: 'change',
  params: messageParams,
  body: z.strictObject({ content: Content, version: z.int().check(z.positive()) }),
  responses: { 200: MessageAnswer },
  errors: [
    'NOT_FOUND',
    'FORBIDDEN',
    'CONVERSATION_ARCHIVED',
    'VERSION_BEHIND',
    'MESSAGE_DELETED',
    'CONTENT_TOO_LONG',
    'QUOTA_EXCEEDED',
  ],
});

/** Deletes my message: its content and revisions go, its place stays. Repeating it is harmless. */
export const deleteMessage = defineRoute({
  name: 'messages.delete',
  summary: 'Delete a message of mine',
  method: 'DELETE',
  path: '/conversations/:conversationId/messages/:messageId',
  access: 'signedIn',
  limit: 'change',
  params: messageParams,
  responses: { 200: MessageAnswer },
  errors: ['NOT_FOUND', 'FORBIDDEN'],
});

/** A page of history, ascending: the newest, or before, after or around a number (at most one of the three). */
export const listMessages = defineRoute({
  name: 'messages.list',
  summary: 'A page of history',
  method: 'GET',
  path: '/conversations/:conversationId/messages',
  access: 'signedIn',
  limit: 'read',
  params,
  query: z
    .strictObject({
      beforeSeq: z.optional(seqInQuery),
      afterSeq: z.optional(seqInQuery),
      aroundSeq: z.optional(seqInQuery),
      limit: z.optional(queryInteger(1, limits.pageMax)),
    })
    .check(
      z.refine(
        ({ beforeSeq, afterSeq, aroundSeq }) =>
          [beforeSeq, afterSeq, aroundSeq].filter((seq) => seq !== undefined).length <= 1,
        'takes one of beforeSeq, afterSeq and aroundSeq',
      ),
    ),
  responses: { 200: MessagePage },
  errors: ['NOT_FOUND'],
});

/** What the log names after my cursor, as it is now; `limited` when that cursor belongs to another membership or is too old. */
export const listChanges = defineRoute({
  name: 'messages.changes',
  summary: 'What changed after a number',
  method: 'GET',
  path: '/conversations/:conversationId/changes',
  access: 'signedIn',
  limit: 'sync',
  params,
  query: z.strictObject({
    epoch: Epoch,
    afterSeq: seqInQuery,
    limit: z.optional(queryInteger(1, limits.changesPage)),
  }),
  responses: {
    200: z.discriminatedUnion('limited', [
      z.object({ ...stamp, limited: z.literal(true) }),
      z.object({
        ...stamp,
        limited: z.literal(false),
        from: Seq,
        upTo: Seq,
        more: z.boolean(),
        changes: Changes,
      }),
    ]),
  },
  errors: ['NOT_FOUND', 'EPOCH_CHANGED'],
});
