import type { Database } from '../../database/connection.ts';
import type { Epochs } from '../../database/epoch.ts';
import type { Fingerprint } from '../../platform/fingerprint.ts';
import { createGather, restByWork } from '../../platform/gather.ts';
import type { Announcements } from '../announcements.ts';
import type { Log } from '../log/log.ts';
import type { ReceiptRepository } from '../receipts/receipt.repository.ts';
import { createChange } from './message.change.ts';
import { createRead } from './message.read.ts';
import { createRecord } from './message.record.ts';
import type { MessageRepository } from './message.repository.ts';
import { createSend } from './message.send.ts';

/** Longer than this a conversation in which much is said never waits between two commits. */
const longestRestMs = 20;

/** What messages need. */
export interface MessageDeps {
  readonly db: Database;
  readonly epochs: Epochs;
  readonly log: Log;
  readonly messages: MessageRepository;
  readonly receipts: ReceiptRepository;
  readonly announcements: Announcements;
  readonly fingerprint: Fingerprint;
}

/** The use cases of messages: send, edit, delete, pages and changes. Sends that wait for one conversation share a commit. */
export function createMessageService(deps: MessageDeps) {
  const record = createGather(createRecord(deps), { rest: restByWork(longestRestMs) });
  return { send: createSend({ ...deps, record }), ...createChange(deps), ...createRead(deps) };
}

export type MessageService = ReturnType<typeof createMessageService>;
