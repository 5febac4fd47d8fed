import { createHash } from 'node:crypto';
import type { Message } from '@parley/shared/models/message.ts';
import type { SeenRow } from '../checker/history.ts';

/** Names a text: the history holds these instead of the words, or it would be larger than the run. */
export const fingerprint = (content: string): string =>
  createHash('sha256').update(content).digest('base64url').slice(0, 16);

/** A message as the history writes it down. */
export function rowOf({ seq, id, rev, version, senderId, content, deletedAt }: Message): SeenRow {
  const body = content === null ? null : fingerprint(content);
  return { seq, id, rev, version, sender: senderId, body, deleted: deletedAt !== null };
}
