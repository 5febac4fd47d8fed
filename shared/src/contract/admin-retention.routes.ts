import * as z from 'zod/mini';
import { Id, Moment, Seq } from '../models/basics.ts';
import { ConversationKind } from '../models/conversation.ts';
import { AskedRule, RetentionRule } from '../models/retention.ts';
import { User } from '../models/user.ts';
import { RetentionEffect, ruleInQuery } from './retention.routes.ts';
import { defineRoute } from './route.ts';

const InstanceRetention = z.object({
  rule: RetentionRule,
  /** Who set it last, and when; null where nobody did. */
  changedBy: z.nullable(User),
  changedAt: z.nullable(Moment),
  /** How many conversations have a rule of their own. */
  exceptions: z.int(),
});

/** The rule of the instance. */
export const adminRetention = defineRoute({
  name: 'admin.retention',
  summary: 'How long messages are kept (administrators)',
  method: 'GET',
  path: '/admin/retention',
  access: 'admin',
  limit: 'read',
  responses: { 200: InstanceRetention },
});

/** Sets the rule of the instance, for all conversations that have none of their own. */
export const setRetention = defineRoute({
  name: 'admin.setRetention',
  summary: 'Set how long messages are kept (administrators)',
  method: 'PUT',
  path: '/admin/retention',
  access: 'admin',
  limit: 'change',
  body: z.strictObject({ rule: AskedRule }),
  responses: { 200: InstanceRetention },
});

/** A conversation as administrators see it: not what it is called, nor who is in it. */
const Anonymous = { id: Id, kind: ConversationKind, people: z.int() };

/** What a rule would do to one conversation. `own`: it has a rule of its own, which counts. */
export const RetentionTarget = z.object({
  ...Anonymous,
  own: z.boolean(),
  effect: RetentionEffect,
});
export type RetentionTarget = z.infer<typeof RetentionTarget>;

/** A dry run over all conversations, so many at a time by id: those that something would happen to. `next` leads on. */
export const previewInstanceRetention = defineRoute({
  name: 'admin.previewRetention',
  summary: 'What a rule would do now (administrators)',
  method: 'GET',
  path: '/admin/retention/preview',
  access: 'admin',
  limit: 'read',
  query: z.strictObject({ ...ruleInQuery, after: z.optional(Id) }),
  responses: { 200: z.object({ targets: z.array(RetentionTarget), next: z.nullable(Id) }) },
});

/** What one run did to one conversation: how many moved, how many went, and below which number nothing is left. */
export const RetentionEntry = z.object({
  runId: Id,
  conversation: z.object(Anonymous),
  rule: RetentionRule,
  effect: RetentionEffect,
  purgedBelowSeq: Seq,
  beganAt: Moment,
  /** null: it is under way, or was cut off and will be taken up again. */
  endedAt: z.nullable(Moment),
});
export type RetentionEntry = z.infer<typeof RetentionEntry>;

/** What retention did, the last first. `cursor` is the `next` of the page before. */
export const listRetentionEntries = defineRoute({
  name: 'admin.retentionEntries',
  summary: 'What retention did (administrators)',
  method: 'GET',
  path: '/admin/retention/entries',
  access: 'admin',
  limit: 'read',
  query: z.strictObject({ cursor: z.optional(z.string().check(z.maxLength(40))) }),
  responses: { 200: z.object({ entries: z.array(RetentionEntry), next: z.nullable(z.string()) }) },
});

/** Follows the rules now, instead of within the hour. */
export const runRetention = defineRoute({
  name: 'admin.runRetention',
  summary: 'Follow the rules now (administrators)',
  method: 'POST',
  path: '/admin/retention/runs',
  access: 'admin',
  limit: 'change',
  body: z.strictObject({ id: Id }),
  responses: { 202: z.object({ id: Id }) },
});
