import type { ChangeRange } from '@parley/shared/models/change.ts';
import {
  type ConversationSummary,
  type Mark,
  type MyState,
  type Participant,
  unreadAfter,
} from '@parley/shared/models/conversation.ts';
import type { Message } from '@parley/shared/models/message.ts';
import { followFaces } from './faces.ts';
import type { Known, Reader, Step } from './known.ts';
import { raised } from './marks.ts';
import { joinAnew, standing, unknownRow } from './membership.ts';
import { merge } from './merge.ts';
import { settle } from './settle.ts';
import { countOn, uncounted } from './unread.ts';

/**
 * What is unread is exact for one `readSeq` and one mark only. The mark may fall as well as rise: of two the later row's counts,
 * with its number. Under the same mark the number of the higher `readSeq` stays, and of the same `readSeq` the later number.
 */
function isLaterCount(known: MyState, incoming: MyState): boolean {
  if (incoming.unreadMarkSeq !== known.unreadMarkSeq) return incoming.rowVersion >= known.rowVersion;
  if (incoming.readSeq !== known.readSeq) return incoming.readSeq > known.readSeq;
  return incoming.unread.atSeq > known.unread.atSeq;
}

/** Where my sight begins: it only rises in one membership, as retention does, except from a row of which nothing is known. */
const sightOf = (known: MyState, incoming: MyState): number =>
  known.rowVersion === unknownRow ? incoming.visibleFromSeq : Math.max(known.visibleFromSeq, incoming.visibleFromSeq);

/**
 * Of two accounts of my own row the later, with the higher of each watermark. Where neither counted from both the later mark
 * and the higher `readSeq`, what is unread must be counted anew.
 */
export function laterMe(known: MyState, incoming: MyState): MyState {
  const counted = isLaterCount(known, incoming) ? incoming : known;
  const row = incoming.rowVersion > known.rowVersion ? raised(incoming, known) : raised(known, incoming);
  const { unreadMarkSeq } = counted;
  const unread = counted.readSeq === row.readSeq ? counted.unread : uncounted;
  const visibleFromSeq = sightOf(known, incoming);
  const isSame = row.unread === unread && row.unreadMarkSeq === unreadMarkSeq && row.visibleFromSeq === visibleFromSeq;
  return isSame ? row : { ...row, unread, unreadMarkSeq, visibleFromSeq };
}

/** The other's mark, raised. */
export const raisedPeer = (peer: Mark | null, marks: readonly Mark[]): Mark | null =>
  marks.reduce((known, mark) => (known?.userId === mark.userId ? raised(known, mark) : known), peer);

const laterOf = (one: string, other: string): string => (Date.parse(other) > Date.parse(one) ? other : one);

const lastTouched = (message: Message): string =>
  [message.editedAt, message.deletedAt].reduce<string>(
    (last, at) => (at ? laterOf(last, at) : last),
    message.createdAt,
  );

function cameAndWent(messages: readonly Message[], head: number): number {
  const steps = messages.map(({ seq, event }) => {
    if (seq <= head) return 0;
    if (event?.type === 'joined') return 1;
    return event?.type === 'left' || event?.type === 'removed' ? -1 : 0;
  });
  return steps.reduce<number>((sum, step) => sum + step, 0);
}

/** The message with the highest number, in its newest version. */
const lastOf = (known: Message | null, messages: readonly Message[]): Message | null =>
  merge(known ? [known] : [], messages).at(-1) ?? null;

const asMark = ({ user, deliveredSeq, readSeq }: Participant): Mark => ({ userId: user.id, deliveredSeq, readSeq });

/** What retention removed is gone from the line as well, whoever told first where my sight begins. */
function purged(summary: ConversationSummary): ConversationSummary {
  const { conversation, me, lastMessage } = summary;
  const visibleFromSeq = Math.max(me.visibleFromSeq, conversation.purgedBelowSeq);
  const isGone = lastMessage !== null && lastMessage.seq < visibleFromSeq;
  if (visibleFromSeq === me.visibleFromSeq && !isGone) return summary;
  return { ...summary, me: { ...me, visibleFromSeq }, lastMessage: isGone ? null : lastMessage };
}

/**
 * Whether retention removed what a line needs to be followed: who came and went beyond its head, or something that may be
 * counted as unread.
 */
function isCutOff({ head, me }: ConversationSummary, followed: ConversationSummary): boolean {
  const { purgedBelowSeq, rev } = followed.conversation;
  if (Math.max(purgedBelowSeq, me.visibleFromSeq) - 1 > head) return true;
  const mayCount = me.unread.count > 0 || followed.me.unread.count > 0;
  return rev > me.unread.atSeq && mayCount && purgedBelowSeq - 1 > unreadAfter(me);
}

/**
 * A line of the list after what the log named in a range that joins on. One that does not changes nothing, and one that
 * retention cut into moves nothing on: the line stays behind, so that it is asked for until its answer is here.
 */
export function followRange(summary: ConversationSummary, range: ChangeRange, reader: Reader): ConversationSummary {
  if (range.upTo <= summary.head || range.from > summary.head) return summary;
  const messages = merge(
    [],
    range.changes.flatMap((change) =>
      change.kind === 'message' && change.message.seq >= summary.me.visibleFromSeq ? [change.message] : [],
    ),
  );
  const fields = range.changes.flatMap((change) => (change.kind === 'conversation' ? [change.conversation] : []));
  const people = range.changes.flatMap((change) => (change.kind === 'participant' ? [change.participant] : []));
  const participantCount = summary.participantCount + cameAndWent(messages, summary.head);
  const followed = {
    ...summary,
    head: range.upTo,
    conversation: fields.reduce((known, next) => (next.rev > known.rev ? next : known), summary.conversation),
    me: { ...summary.me, unread: countOn(summary.me, range, reader) },
    lastMessage: lastOf(summary.lastMessage, messages),
    lastChangeAt: messages.map(lastTouched).reduce(laterOf, summary.lastChangeAt),
    participantCount,
    people: followFaces(summary, people, { count: participantCount, me: reader.userId }),
    peer: raisedPeer(summary.peer, people.map(asMark)),
  };
  const { conversation } = followed;
  return purged(isCutOff(summary, followed) ? { ...summary, conversation } : followed);
}

const isSame = (one: ConversationSummary, other: ConversationSummary): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** Of two accounts of one line the later, with everything that only rises taken from both. */
function laterSummary(known: ConversationSummary, incoming: ConversationSummary): ConversationSummary {
  const base = incoming.head >= known.head ? incoming : known;
  const next: ConversationSummary = {
    ...base,
    conversation: incoming.conversation.rev >= known.conversation.rev ? incoming.conversation : known.conversation,
    me: laterMe(known.me, incoming.me),
    peer: known.peer ? raisedPeer(known.peer, incoming.peer ? [incoming.peer] : []) : incoming.peer,
  };
  const seen = purged(next);
  return isSame(known, seen) ? known : seen;
}

/** A line of the list from anywhere: a page of the list, or the answer to asking for it. */
export function applySummary<S extends Known>(
  state: S,
  epoch: string,
  summary: ConversationSummary,
  reader: Reader,
): Step<S> {
  if (epoch !== reader.epoch) return { state, wants: { sync: true } };
  const rank = standing(state, { asOf: summary.head, joinedSeq: summary.me.joinedSeq });
  if (rank === 'stale') return settle(state, state, reader);
  const current = rank === 'newer' ? joinAnew(state, summary.me.joinedSeq) : state;
  const next = laterSummary(current.summary, summary);
  const isTold = next === current.summary && current.savedAt === null;
  return settle(state, isTold ? current : { ...current, summary: next, savedAt: null }, reader);
}
