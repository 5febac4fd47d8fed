import type { SendAnswer } from '@parley/shared/contract/answers.ts';
import { deleteMessage, editMessage, sendMessage } from '@parley/shared/contract/messages.routes.ts';
import { Moment } from '@parley/shared/models/basics.ts';
import type { Message } from '@parley/shared/models/message.ts';
import type { Call } from '../calls/call.ts';
import { ApiError } from '../failure.ts';
import type { OutboxEntry } from './entry.ts';

/** What the answers to a delivery are told to, before anything is crossed out. */
export interface DeliveryListener {
  sent(entry: OutboxEntry, answer: SendAnswer): void;
  amended(conversationId: string, message: Message, asOf: number, joinedSeq: number, epoch: string): void;
}

/**
 * Puts one entry on the record. A replay answers as the first time did, so this may be done again from the start after any
 * failure. `latest` gives the entry as it is now: its author may have changed his mind while it was on its way.
 */
export async function deliver(
  call: Call,
  entry: OutboxEntry,
  latest: () => OutboxEntry,
  listener: DeliveryListener,
): Promise<void> {
  const { id, conversationId, content, claim } = entry;
  const written = new Date(claim ?? Number.NaN);
  const composedAt = Moment.safeParse(Number.isNaN(written.getTime()) ? '' : written.toISOString()).data;
  const answer = await call(sendMessage, { params: { conversationId }, body: { id, content, composedAt } });
  listener.sent(entry, answer);
  for (let done = null, wanted = latest().amendment; wanted !== done; wanted = latest().amendment) {
    done = wanted;
    if (wanted !== null && answer.message !== null) await amend(call, latest(), answer.message, listener);
  }
}

async function amend(call: Call, entry: OutboxEntry, message: Message, listener: DeliveryListener): Promise<void> {
  const { amendment, conversationId } = entry;
  if (amendment === null || message.deletedAt !== null) return;
  const params = { conversationId, messageId: message.id };
  try {
    const answer =
      amendment.kind === 'delete'
        ? await call(deleteMessage, { params })
        : await call(editMessage, { params, body: { content: amendment.content, version: message.version } });
    listener.amended(conversationId, answer.message, answer.asOf, answer.joinedSeq, answer.epoch);
  } catch (error) {
    if (!(error instanceof ApiError) || error.source === 'wire') throw error;
    // Deleted meanwhile by another device of its author: there is nothing left to change.
    if (error.code === 'MESSAGE_DELETED') return;
    // Edited meanwhile by another device: sending again will tell the version to edit.
    if (error.code === 'VERSION_BEHIND') throw new ApiError('UNAVAILABLE', 'server');
    // Not the message was refused, or held back, which is on the record, but what its author wanted done to it.
    throw error.afterSilence();
  }
}
