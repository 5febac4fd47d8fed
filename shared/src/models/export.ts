import * as z from 'zod/mini';
import { Id, Moment, Seq } from './basics.ts';
import { ConversationKind, Role } from './conversation.ts';
import { SystemEvent } from './message.ts';

/** What an export is written as: `json` for programs, `csv` for tables, `html` for people. */
export const ExportFormat = z.enum(['json', 'csv', 'html']);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** How many messages people wrote, and how many entries tell who came, went or renamed. */
export const ExportCounts = z.object({ messages: z.int(), events: z.int() });
export type ExportCounts = z.infer<typeof ExportCounts>;

/** One who is or was in the conversation. */
export const ExportedPerson = z.object({
  id: Id,
  username: z.string(),
  displayName: z.string(),
  role: Role,
  joinedSeq: Seq,
  leftSeq: z.nullable(Seq),
});
export type ExportedPerson = z.infer<typeof ExportedPerson>;

/** One message as it was when it was read. What was deleted is not there. Readers pass over keys they do not know. */
export const ExportedMessage = z.object({
  seq: Seq,
  id: Id,
  at: Moment,
  composedAt: z.optional(Moment),
  editedAt: z.optional(Moment),
  kind: z.enum(['text', 'system']),
  senderId: Id,
  content: z.optional(z.string()),
  event: z.optional(SystemEvent),
});
export type ExportedMessage = z.infer<typeof ExportedMessage>;

/** What stands before the messages. They are those from `visibleFromSeq` to `upToSeq` that were not deleted. */
export const ExportHead = z.object({
  format: z.literal('parley-conversation'),
  version: z.literal(1),
  exportedAt: Moment,
  exportedBy: Id,
  conversation: z.object({ id: Id, kind: ConversationKind, title: z.nullable(z.string()), createdAt: Moment }),
  visibleFromSeq: Seq,
  upToSeq: Seq,
  people: z.array(ExportedPerson),
});
export type ExportHead = z.infer<typeof ExportHead>;

/** A whole JSON export. The counts stand last, because they are what was written. */
export const ConversationExport = z.extend(ExportHead, {
  messages: z.array(ExportedMessage),
  counts: ExportCounts,
});
export type ConversationExport = z.infer<typeof ConversationExport>;
