import * as z from 'zod/mini';
import { Id, queryInteger } from '../models/basics.ts';
import { AskedRule, RetentionRule } from '../models/retention.ts';
import { ConversationAnswer, stamp } from './answers.ts';
import { defineRoute } from './route.ts';

const params = z.strictObject({ conversationId: Id });
const daysInQuery = z.optional(queryInteger(1, 36_500));
/** A rule in the query of a dry run. */
export const ruleInQuery = { archiveAfterDays: daysInQuery, deleteAfterDays: daysInQuery };

/** What would move to the archive, and what would go for good, if a rule were followed now. */
export const RetentionEffect = z.object({ archived: z.int(), removed: z.int() });
export type RetentionEffect = z.infer<typeof RetentionEffect>;

/** The rule of a conversation (null: it follows the instance's), and the instance's. */
export const getRetention = defineRoute({
  name: 'retention.get',
  summary: 'How long the messages of a conversation are kept',
  method: 'GET',
  path: '/conversations/:conversationId/retention',
  access: 'signedIn',
  limit: 'read',
  params,
  responses: { 200: z.object({ ...stamp, own: z.nullable(RetentionRule), instance: RetentionRule }) },
  errors: ['NOT_FOUND'],
});

/** Gives a group a rule of its own, or (null) lets it follow the instance's; owners and admins may. */
export const putRetention = defineRoute({
  name: 'retention.put',
  summary: 'Set how long the messages of a group are kept',
  method: 'PUT',
  path: '/conversations/:conversationId/retention',
  access: 'signedIn',
  limit: 'change',
  params,
  body: z.strictObject({ rule: z.nullable(AskedRule) }),
  responses: { 200: ConversationAnswer },
  errors: ['NOT_FOUND', 'FORBIDDEN', 'DIRECT_IS_FIXED'],
});

/** A dry run of a rule on one group, for those who may set it. */
export const previewRetention = defineRoute({
  name: 'retention.preview',
  summary: 'What a rule would do to a group now',
  method: 'GET',
  path: '/conversations/:conversationId/retention/preview',
  access: 'signedIn',
  limit: 'read',
  params,
  query: z.strictObject(ruleInQuery),
  responses: { 200: z.object({ ...stamp, effect: RetentionEffect }) },
  errors: ['NOT_FOUND', 'FORBIDDEN', 'DIRECT_IS_FIXED'],
});
