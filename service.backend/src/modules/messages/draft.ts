import type { Message } from '@parley/shared/models/message.ts';

/** What somebody wants to say, before it has a number. */
export interface Draft {
  readonly id: string;
  readonly senderId: string;
  readonly content: string;
  readonly requestMac: Buffer;
  /** When it was written, as its author's device claims. */
  readonly composedAt: string | null;
}

/** A message on the record, with what tells a replay from another request under the same id. */
export interface Kept {
  readonly message: Message;
  readonly requestMac: Buffer | null;
}

/** The same request by the same sender. A message of the system is nobody's to repeat. */
export const isReplay = (
  { message, requestMac }: Kept,
  draft: Pick<Draft, 'senderId' | 'requestMac'>,
  same: (one: Buffer, other: Buffer) => boolean,
): boolean => message.senderId === draft.senderId && requestMac !== null && same(requestMac, draft.requestMac);
