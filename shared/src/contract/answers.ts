import * as z from 'zod/mini';
import { Epoch, Id, Moment, Seq } from '../models/basics.ts';
import { ConversationSummary, Participant } from '../models/conversation.ts';
import { Message } from '../models/message.ts';

/** What every answer about a conversation bears: which life of the database, its head when read, and which membership of mine. */
export const stamp = { epoch: Epoch, asOf: Seq, joinedSeq: Seq };

/** A message as it is now. */
export const MessageAnswer = z.object({ ...stamp, message: Message });
export type MessageAnswer = z.infer<typeof MessageAnswer>;

/** A send that is on the record. `message` is null where the sender may not see it any more; to who is out, `joinedSeq` is 0 and `asOf` is when he went. */
export const SendAnswer = z.object({
  ...stamp,
  stored: z.object({ id: Id, seq: Seq, createdAt: Moment }),
  message: z.nullable(Message),
});
export type SendAnswer = z.infer<typeof SendAnswer>;

/** The first moments at which somebody's marks had reached a message. */
export const Advance = z.object({ userId: Id, deliveredAt: z.nullable(Moment), readAt: z.nullable(Moment) });
export type Advance = z.infer<typeof Advance>;

/** A page of history: all visible messages in `(from, upTo]`, ascending. `from` 0 means that nothing is older. */
export const MessagePage = z.object({ ...stamp, from: Seq, upTo: Seq, messages: z.array(Message) });
export type MessagePage = z.infer<typeof MessagePage>;

/** A conversation with everybody who is or was in it. */
export const ConversationAnswer = z.object({
  ...stamp,
  summary: ConversationSummary,
  participants: z.array(Participant),
});
export type ConversationAnswer = z.infer<typeof ConversationAnswer>;
