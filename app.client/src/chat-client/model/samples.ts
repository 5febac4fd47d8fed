import type { Frame } from '@parley/shared/contract/events.ts';
import type { Change } from '@parley/shared/models/change.ts';
import {
  asBegun,
  type ConversationSummary,
  type MyState,
  type Participant,
} from '@parley/shared/models/conversation.ts';
import type { Message } from '@parley/shared/models/message.ts';
import type { Known, Reader } from '../timeline/known.ts';
import { addLive } from '../timeline/ranges.ts';
import { emptyTimeline, type Timeline } from '../timeline/timeline.ts';
import { momentOf } from './record.ts';

/** Me, in these samples. */
export const reader: Reader = { epoch: 'epoch-1', userId: 'ana' };

/** A message of ben, unless said otherwise; its id tells its number. */
export const message = (seq: number, changed: Partial<Message> = {}): Message => ({
  id: `m${seq}`,
  conversationId: 'c',
  seq,
  rev: seq,
  version: 1,
  kind: 'text',
  senderId: 'ben',
  content: `words ${seq}`,
  event: null,
  createdAt: momentOf(seq),
  composedAt: null,
  editedAt: null,
  deletedAt: null,
  ...changed,
});

/** The same message after its deletion at `rev`. */
export const deleted = (seq: number, rev: number): Message =>
  message(seq, { rev, content: null, deletedAt: momentOf(rev) });

/** A participant who was there from the beginning. */
export const person = (id: string, changed: Partial<Participant> = {}): Participant => ({
  user: { id, username: id, displayName: id, version: 1 },
  role: 'member',
  joinedSeq: 1,
  leftSeq: null,
  deliveredSeq: 1,
  readSeq: 1,
  rev: 1,
  ...changed,
});

const me: MyState = {
  joinedSeq: 1,
  visibleFromSeq: 0,
  role: 'member',
  deliveredSeq: 1,
  readSeq: 1,
  unreadMarkSeq: null,
  archivedSeq: null,
  rowVersion: 1,
  unread: { count: 0, atSeq: 5 },
};

/** A line of the list as of number 5. */
export const summary = (
  changed: Partial<ConversationSummary> = {},
  mine: Partial<MyState> = {},
): ConversationSummary => ({
  conversation: { id: 'c', kind: 'group', title: 'Crew', createdBy: 'ana', createdAt: momentOf(0), rev: 1, ...asBegun },
  head: 5,
  me: { ...me, readSeq: 5, deliveredSeq: 5, ...mine },
  lastMessage: message(5),
  lastChangeAt: momentOf(5),
  participantCount: 2,
  people: [],
  peer: null,
  ...changed,
});

/** A timeline that holds messages 4 and 5 and knows that there is more above. */
const timeline = (changed: Partial<Timeline> = {}): Timeline => ({
  ...emptyTimeline(me),
  awaitsFresh: false,
  cursor: 5,
  freshAt: 5,
  ranges: addLive([], { from: 3, upTo: 5 }, 5),
  rows: [message(4), message(5)],
  ...changed,
});

/** A conversation held open at number 5. */
export const open = (changed: Partial<Timeline> = {}): Known => ({
  summary: summary(),
  participants: new Map([
    ['ana', person('ana', { deliveredSeq: 5, readSeq: 5 })],
    ['ben', person('ben')],
  ]),
  timeline: timeline(changed),
  savedAt: null,
});

/** A message as a change. */
export const says = (one: Message): Change => ({ kind: 'message', seq: one.rev, message: one });

/** A frame with these messages. */
export const frame = (from: number, upTo: number, ...changes: readonly Change[]): Frame => ({
  epoch: reader.epoch,
  c: 'c',
  from,
  upTo,
  changes: [...changes],
});

/** What every answer bears. */
export const stamp = (asOf: number) => ({ epoch: reader.epoch, asOf, joinedSeq: 1 });

/** The numbers that a state shows. */
export const seqs = (state: Known | null): readonly number[] => state?.timeline?.rows.map(({ seq }) => seq) ?? [];
