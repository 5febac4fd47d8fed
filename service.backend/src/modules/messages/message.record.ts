import type { Message } from '@parley/shared/models/message.ts';
import type { Database, Tx } from '../../database/connection.ts';
import type { Announcements } from '../announcements.ts';
import type { Appended, LogEntry } from '../log/log.repository.ts';
import { type Log, toCommitted } from '../log/log.ts';
import { lateClaim } from '../log/message.row.ts';
import type { ReceiptRepository } from '../receipts/receipt.repository.ts';
import type { MessageRepository } from './message.repository.ts';
import { type Draft, judge, type Standing, type Verdict } from './verdict.ts';

/** What became of a draft; where it is on the record, with the message and what an answer must bear. */
export type Recorded =
  | {
      readonly kind: 'accepted' | 'again';
      readonly message: Message;
      readonly epoch: string;
      readonly head: number;
      readonly joinedSeq: number;
    }
  | { readonly kind: 'replay' | 'taken' | 'missing' };

interface Deps {
  readonly db: Database;
  readonly log: Log;
  readonly messages: MessageRepository;
  readonly receipts: ReceiptRepository;
  readonly announcements: Announcements;
  readonly sameMac: (one: Buffer, other: Buffer) => boolean;
}

/**
 * Puts drafts of one conversation on its record, in one transaction: the lock first of all; then, in a second statement,
 * who is in and which ids exist, because a check in the locking statement would accept someone who was removed while it
 * waited; then numbers for what is new and allowed. One refused entry answers alone.
 */
export function createRecord({ db, log, messages, receipts, announcements, sameMac }: Deps) {
  return async (conversationId: string, drafts: readonly Draft[]): Promise<readonly Recorded[]> => {
    const outcome = await db.transaction(async (tx) => {
      const locked = await log.lock(tx, conversationId);
      if (!locked) return null;
      const standing = await messages.standing(tx, conversationId, idsOf(drafts, 'senderId'), idsOf(drafts, 'id'));
      const verdicts = judge(drafts, standing, sameMac);
      const accepted = drafts.filter((_, index) => verdicts[index]?.kind === 'accepted');
      if (accepted.length === 0) return { verdicts, standing };
      const appended = await log.append(tx, locked, accepted.map(toEntry));
      return {
        verdicts,
        standing,
        appended,
        accepted,
        raised: await raiseSender(tx, receipts, appended, accepted, standing),
      };
    });
    if (!outcome) return drafts.map(() => ({ kind: 'missing' }));

    const { verdicts, standing, appended, accepted = [], raised } = outcome;
    if (!appended) return verdicts.map((verdict) => toRecorded(verdict, standing, [], undefined));
    const stored = accepted.map((draft, place) => toMessage(draft, place, appended));
    announcements.committed(
      toCommitted(
        appended,
        stored.map((message) => ({ kind: 'message', seq: message.seq, message })),
      ),
    );
    if (raised) announcements.marked({ epoch: appended.locked.epoch, conversationId, ...raised });
    return verdicts.map((verdict) => toRecorded(verdict, standing, stored, appended));
  };
}

/**
 * Had the first sender read everything before, his own messages are no news to him: his marks go along, so that a
 * talkative one's messages need not be scanned for what he has not read.
 */
async function raiseSender(
  tx: Tx,
  receipts: ReceiptRepository,
  { locked, from }: Appended,
  accepted: readonly Draft[],
  standing: Standing,
) {
  const userId = accepted[0]?.senderId;
  if (userId === undefined || standing.present.get(userId)?.readSeq !== from) return undefined;
  const others = accepted.findIndex(({ senderId }) => senderId !== userId);
  const upTo = from + (others < 0 ? accepted.length : others);
  const run = { conversationId: locked.conversationId, userId, before: from, upTo, head: locked.seq };
  const me = await receipts.raiseBySending(tx, run);
  return me ? { mark: { userId, deliveredSeq: me.deliveredSeq, readSeq: me.readSeq }, me } : undefined;
}

function toRecorded(
  verdict: Verdict,
  { present }: Standing,
  stored: readonly Message[],
  appended: Appended | undefined,
): Recorded {
  if (verdict.kind !== 'accepted' && verdict.kind !== 'again') return { kind: verdict.kind };
  const message = stored[verdict.place];
  if (!message || !appended) throw new Error('accepted, but without a place');
  const joinedSeq = present.get(message.senderId)?.joinedSeq ?? 0;
  return { kind: verdict.kind, message, epoch: appended.locked.epoch, head: appended.upTo, joinedSeq };
}

const idsOf = (drafts: readonly Draft[], key: 'id' | 'senderId') => [...new Set(drafts.map((draft) => draft[key]))];

const toEntry = ({ id, senderId, content, requestMac, composedAt }: Draft): LogEntry => ({
  kind: 'message',
  actorId: senderId,
  message: { id, kind: 'text', content, event: null, requestMac, composedAt },
});

/** The message as it was stored: its number follows from its place. */
function toMessage(
  { id, senderId, content, composedAt }: Draft,
  place: number,
  { locked, from, at }: Appended,
): Message {
  const seq = from + place + 1;
  const createdAt = at[place];
  if (createdAt === undefined) throw new Error('a number without a time');
  return {
    id,
    conversationId: locked.conversationId,
    seq,
    rev: seq,
    version: 1,
    kind: 'text',
    senderId,
    content,
    event: null,
    createdAt,
    composedAt: lateClaim(composedAt, createdAt),
    editedAt: null,
    deletedAt: null,
  };
}
