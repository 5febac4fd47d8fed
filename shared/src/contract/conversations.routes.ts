import * as z from 'zod/mini';
import { limits } from '../limits.ts';
import { Epoch, Id, queryInteger } from '../models/basics.ts';
import { ConversationSummary, Role, Title } from '../models/conversation.ts';
import { ConversationAnswer } from './answers.ts';
import { defineRoute } from './route.ts';

const params = z.strictObject({ conversationId: Id });
const personParams = z.strictObject({ conversationId: Id, userId: Id });

/** My conversations, the last changed first. `next` is the cursor of the following page, null on the last. */
export const listConversations = defineRoute({
  name: 'conversations.list',
  summary: 'My conversations, the last changed first',
  method: 'GET',
  path: '/conversations',
  access: 'signedIn',
  limit: 'read',
  query: z.strictObject({
    cursor: z.optional(z.string().check(z.maxLength(120))),
    limit: z.optional(queryInteger(1, limits.pageMax)),
  }),
  responses: {
    200: z.object({ epoch: Epoch, conversations: z.array(ConversationSummary), next: z.nullable(z.string()) }),
  },
});

/** 201 the first time, 200 on a replay of that `id`; a direct conversation that exists already answers 200 under its own id. */
export const createConversation = defineRoute({
  name: 'conversations.create',
  summary: 'Start a direct or a group conversation',
  method: 'POST',
  path: '/conversations',
  access: 'signedIn',
  limit: 'invite',
  body: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('direct'), id: Id, userId: Id }),
    z.strictObject({
      kind: z.literal('group'),
      id: Id,
      title: Title,
      userIds: z.array(Id).check(z.maxLength(limits.peopleAddedAtOnce)),
    }),
  ]),
  responses: { 200: ConversationAnswer, 201: ConversationAnswer },
  errors: ['NOT_FOUND', 'ID_TAKEN', 'QUOTA_EXCEEDED'],
});

/** One conversation with its people. */
export const getConversation = defineRoute({
  name: 'conversations.get',
  summary: 'One conversation with its people',
  method: 'GET',
  path: '/conversations/:conversationId',
  access: 'signedIn',
  limit: 'read',
  params,
  responses: { 200: ConversationAnswer },
  errors: ['NOT_FOUND'],
});

/** Renames a group; owners and admins may. */
export const renameConversation = defineRoute({
  name: 'conversations.rename',
  summary: 'Rename a group',
  method: 'PATCH',
  path: '/conversations/:conversationId',
  access: 'signedIn',
  limit: 'change',
  params,
  body: z.strictObject({ title: Title }),
  responses: { 200: ConversationAnswer },
  errors: ['NOT_FOUND', 'FORBIDDEN', 'DIRECT_IS_FIXED', 'CONVERSATION_ARCHIVED'],
});

/** Adds people to a group; owners and admins may. Who is in already stays as he is. */
export const addParticipants = defineRoute({
  name: 'participants.add',
  summary: 'Add people to a group',
  method: 'POST',
  path: '/conversations/:conversationId/participants',
  access: 'signedIn',
  limit: 'invite',
  params,
  body: z.strictObject({
    userIds: z.array(Id).check(z.minLength(1), z.maxLength(limits.peopleAddedAtOnce)),
  }),
  responses: { 200: ConversationAnswer },
  errors: ['NOT_FOUND', 'FORBIDDEN', 'DIRECT_IS_FIXED', 'CONVERSATION_ARCHIVED', 'QUOTA_EXCEEDED'],
});

/** Makes someone owner, admin or member. Owners may do all; admins may make members admins. */
export const changeRole = defineRoute({
  name: 'participants.changeRole',
  summary: "Change a participant's role",
  method: 'PATCH',
  path: '/conversations/:conversationId/participants/:userId',
  access: 'signedIn',
  limit: 'change',
  params: personParams,
  body: z.strictObject({ role: Role }),
  responses: { 200: ConversationAnswer },
  errors: ['NOT_FOUND', 'FORBIDDEN', 'DIRECT_IS_FIXED', 'LAST_OWNER'],
});

/** Removes someone, or leaves. Repeating it is harmless. */
export const removeParticipant = defineRoute({
  name: 'participants.remove',
  summary: 'Remove someone from a group, or leave it',
  method: 'DELETE',
  path: '/conversations/:conversationId/participants/:userId',
  access: 'signedIn',
  limit: 'change',
  params: personParams,
  responses: { 204: null },
  errors: ['NOT_FOUND', 'FORBIDDEN', 'DIRECT_IS_FIXED', 'LAST_OWNER'],
});
