import * as z from 'zod/mini';
import { Id, Moment, Seq } from './basics.ts';
import { RetentionRule } from './retention.ts';

/**
 * What a message of kind `system` tells: who came, who went, what was renamed, archived or is kept how long. `userId` is the
 * one it happened to; a `rule` of null is the instance's.
 */
export const SystemEvent = z.object({
  type: z.enum(['created', 'joined', 'left', 'removed', 'renamed', 'role', 'archived', 'unarchived', 'retention']),
  userId: z.optional(Id),
  title: z.optional(z.string()),
  role: z.optional(z.string()),
  rule: z.optional(z.nullable(RetentionRule)),
});
export type SystemEvent = z.infer<typeof SystemEvent>;

/**
 * One message as it is now. `seq` is its place for ever, `rev` the number of its last change (what `merge` compares),
 * `version` counts edits of its content. A deleted message keeps its place and bears no content. `composedAt` is what its
 * author's device says of when it was written, where that was long before it got its number; nothing is ordered by it.
 */
export const Message = z.object({
  id: Id,
  conversationId: Id,
  seq: Seq,
  rev: Seq,
  version: z.int(),
  kind: z.enum(['text', 'system']),
  senderId: Id,
  content: z.nullable(z.string()),
  event: z.nullable(SystemEvent),
  createdAt: Moment,
  composedAt: z._default(z.nullable(Moment), null),
  editedAt: z.nullable(Moment),
  deletedAt: z.nullable(Moment),
});
export type Message = z.infer<typeof Message>;
