import * as z from 'zod/mini';
import { Seq } from './basics.ts';
import { Conversation, Participant } from './conversation.ts';
import { Message } from './message.ts';

/** What the log's number `seq` touched, as it is now. One number may touch two things: a joining is a message and a participant. */
export const Change = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), seq: Seq, message: Message }),
  z.object({ kind: z.literal('participant'), seq: Seq, participant: Participant }),
  z.object({ kind: z.literal('conversation'), seq: Seq, conversation: Conversation }),
]);
export type Change = z.infer<typeof Change>;

/** Changes read leniently: a kind that a newer server knows is passed over, never a reason to refuse the whole. */
export const Changes = z.pipe(
  z.array(z.unknown()),
  z.transform((items) => items.flatMap((item) => Change.safeParse(item).data ?? [])),
);

/** All that a receiver may see of what the log names in `(from, upTo]`. */
export interface ChangeRange {
  readonly from: number;
  readonly upTo: number;
  readonly changes: readonly Change[];
}
