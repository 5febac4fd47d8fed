import type { Advance } from '@parley/shared/contract/answers.ts';
import type { Export } from '@parley/shared/contract/exports.routes.ts';
import { type MyState, type Participant, unreadAfter } from '@parley/shared/models/conversation.ts';
import type { Message } from '@parley/shared/models/message.ts';
import type { OwnSession } from '@parley/shared/models/own-session.ts';
import type { Me, User } from '@parley/shared/models/user.ts';
import { createPerformanceMonitor, type PerformanceMonitor } from '../../chat-client/calls/performance-monitor.ts';
import type { WhyUnread } from '../../chat-client/chat-client.ts';
import type { Draft } from '../../chat-client/outbox/drafts.ts';
import { type ChatState, type ConversationState, initialState, listedConversation } from '../../chat-client/state.ts';
import { createStore, type WritableStore } from '../../chat-client/store.ts';
import { emptyTimeline } from '../../chat-client/timeline/timeline.ts';
import { aMessage, aParticipant, aSummary } from './fake-data.ts';

const emptyMe = aSummary({ people: [] }).me;

interface ConversationGiven {
  readonly people: readonly User[];
  readonly title?: string;
  /** All there is on the record; what is shown begins with the newest page. */
  readonly messages?: readonly Partial<Message>[];
  /** Up to where I have read; all of it unless said. */
  readonly readSeq?: number;
}

/** A record in memory, and the state that shows it: a test turns both as it likes. */
export interface FakeRecord {
  readonly store: WritableStore<ChatState>;
  readonly drafts: Map<string, Draft>;
  /** Since when the others have a message, by its id. */
  readonly advances: Map<string, readonly Advance[]>;
  /** What was measured: a test records what it likes. */
  readonly monitor: PerformanceMonitor;
  /** What the administrators' routes answer, by their names. */
  readonly adminAnswers: Map<string, unknown>;
  /** How far an export has come when the server is asked again: the last one stays. */
  readonly exported: Export[];
  /** Exports of before that go on or are kept. */
  readonly kept: Export[];
  /** Where I am signed in: this one first. */
  readonly sessions: OwnSession[];
  /** What the client was asked for, in words: "markRead c 12". */
  readonly asked: string[];
  add(given: ConversationGiven): string;
  /** Somebody says something; it arrives at once where the end of the record is shown. */
  say(conversationId: string, senderId: string, content: string): Message;
  /** The server answers the first unsent message of a conversation. */
  answer(conversationId: string): void;
  change(conversationId: string, change: (now: ConversationState) => ConversationState): void;
  page(conversationId: string, from: number, upTo: number): void;
  /** Marked as unread, here or on another device. */
  markUnread(conversationId: string, seq: number | null): void;
  whyUnread(conversationId: string): WhyUnread;
  readonly records: Map<string, Message[]>;
}

/** `me` is signed in and connected. */
export function createFakeRecord(me: Me): FakeRecord {
  const store = createStore<ChatState>({
    ...initialState(0),
    me,
    session: 'signedIn',
    connection: { ...initialState(0).connection, phase: 'live', carrier: 'socket', lastSyncAt: 0, roundTripMs: 38 },
    list: { status: 'ready', next: null, loadingMore: false, failure: null },
    users: new Map([[me.id, me]]),
  });
  const records = new Map<string, Message[]>();

  const change: FakeRecord['change'] = (id, turn) =>
    store.update((state) => {
      const now = state.conversations.get(id);
      return now ? { ...state, conversations: new Map(state.conversations).set(id, turn(now)) } : state;
    });

  const page: FakeRecord['page'] = (id, from, upTo) =>
    change(id, (now) => {
      const record = records.get(id) ?? [];
      const cursor = record.at(-1)?.seq ?? 0;
      const range = { from, upTo, asOf: cursor, live: true };
      const others = (now.timeline?.ranges ?? []).filter((other) => other.upTo < from || other.from > upTo);
      const ranges = [...others, range].sort((one, other) => one.from - other.from);
      const rows = record.filter(({ seq }) => ranges.some((held) => held.from < seq && seq <= held.upTo));
      const base = now.timeline ?? emptyTimeline(now.summary.me);
      return { ...now, timeline: { ...base, awaitsFresh: false, cursor, freshAt: cursor, ranges, rows } };
    });

  const append = (id: string, message: Message) => {
    const record = records.get(id) ?? [];
    records.set(id, [...record, message]);
    const newest = store.get().conversations.get(id)?.timeline?.ranges.at(-1);
    change(id, (now) => ({
      ...now,
      summary: {
        ...now.summary,
        head: message.seq,
        lastMessage: message,
        lastChangeAt: message.createdAt,
        me:
          message.senderId === me.id
            ? now.summary.me
            : { ...now.summary.me, unread: { count: now.summary.me.unread.count + 1, atSeq: message.seq } },
      },
    }));
    if (newest) page(id, newest.from, message.seq);
    store.update((state) => ({ ...state, order: [id, ...state.order.filter((other) => other !== id)] }));
  };

  const counted = (id: string, mine: MyState): readonly Message[] =>
    (records.get(id) ?? []).filter(({ seq, senderId }) => seq > unreadAfter(mine) && senderId !== me.id);

  const nextSeq = (id: string) => (records.get(id)?.at(-1)?.seq ?? 0) + 1;
  return {
    exported: [],
    kept: [],
    sessions: [],
    store,
    records,
    drafts: new Map(),
    advances: new Map(),
    monitor: createPerformanceMonitor({ now: () => Date.now(), elapsed: () => performance.now() }),
    adminAnswers: new Map(),
    asked: [],
    change,
    page,
    add: ({ people, title, messages = [], readSeq }) => {
      const base = aSummary({ people, ...(title === undefined ? {} : { title }) });
      const id = base.conversation.id;
      const record = messages.map((more, index) =>
        aMessage({ conversationId: id, seq: index + 1, senderId: people[0]?.id ?? me.id, ...more }),
      );
      records.set(id, record);
      const last = record.at(-1) ?? null;
      const head = last?.seq ?? 0;
      const read = readSeq ?? head;
      const unread = record.filter(({ seq, senderId }) => seq > read && senderId !== me.id).length;
      const mine = { ...base.me, readSeq: read, deliveredSeq: head, unread: { count: unread, atSeq: head } };
      const summary = {
        ...base,
        conversation: { ...base.conversation, createdBy: me.id },
        head,
        lastMessage: last,
        lastChangeAt: last?.createdAt ?? base.lastChangeAt,
        me: mine,
      };
      const participants = new Map<string, Participant>(
        [me, ...people].map((user) => [user.id, aParticipant(user, { readSeq: 0, deliveredSeq: 0 })]),
      );
      store.update((state) => ({
        ...state,
        conversations: new Map(state.conversations).set(id, { ...listedConversation(summary), participants }),
        order: [...state.order, id],
        users: new Map([...state.users, ...people.map((user) => [user.id, user] as const)]),
      }));
      return id;
    },
    markUnread: (id, unreadMarkSeq) =>
      change(id, (now) => {
        const mine = { ...now.summary.me, unreadMarkSeq, rowVersion: now.summary.me.rowVersion + 1 };
        const unread = { count: counted(id, mine).length, atSeq: now.summary.head };
        return { ...now, summary: { ...now.summary, me: { ...mine, unread } } };
      }),
    whyUnread: (id) => {
      const mine = store.get().conversations.get(id)?.summary.me ?? emptyMe;
      const messages = counted(id, mine).map(({ id: messageId, seq, senderId, createdAt, content }) => ({
        id: messageId,
        seq,
        senderId,
        createdAt,
        excerpt: content ?? '',
        because: seq > mine.readSeq ? ('after' as const) : ('marked' as const),
      }));
      return { me: mine, messages };
    },
    say: (id, senderId, content) => {
      const message = aMessage({ conversationId: id, seq: nextSeq(id), senderId, content });
      append(id, message);
      return message;
    },
    answer: (id) => {
      const [entry, ...rest] = store.get().outbox.get(id) ?? [];
      if (!entry) return;
      const seq = nextSeq(id);
      append(id, aMessage({ id: entry.id, conversationId: id, seq, senderId: me.id, content: entry.content }));
      store.update((state) => ({ ...state, outbox: new Map(state.outbox).set(id, rest) }));
    },
  };
}
