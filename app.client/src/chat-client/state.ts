import type { ConversationSummary, Participant } from '@parley/shared/models/conversation.ts';
import type { Me, Presence, User } from '@parley/shared/models/user.ts';
import type { Failure } from './failure.ts';
import type { Kept } from './kept/kept-storage.ts';
import type { OutboxEntry } from './outbox/entry.ts';
import type { Timeline } from './timeline/timeline.ts';

/** How the client stands to the server right now. */
export interface ConnectionState {
  readonly phase: 'connecting' | 'live' | 'reconnecting' | 'offline';
  /** When this phase began, in milliseconds since 1970. */
  readonly since: number;
  /** The service has lost its way between nodes: others' news may be some seconds late. */
  readonly degraded: boolean;
  readonly carrier: 'socket' | 'http' | 'none';
  readonly lastSyncAt: number | null;
  readonly roundTripMs: number | null;
  /** How far the server's clock is ahead of this device's: for people, nothing is ordered by it. */
  readonly skewMs: number | null;
}

/** What of a timeline is being fetched. */
export interface TimelineLoading {
  readonly older: boolean;
  readonly newer: boolean;
  readonly newest: boolean;
  readonly around: boolean;
}

/** One conversation as this client knows it. A change to it replaces this object and no other. */
export interface ConversationState {
  readonly id: string;
  readonly summary: ConversationSummary;
  /** null: not held open. */
  readonly timeline: Timeline | null;
  /** Everybody who is or was in it; empty until it is held open. */
  readonly participants: ReadonlyMap<string, Participant>;
  /** When its line was last current, while it is known from this device's disk alone. */
  readonly savedAt: number | null;
  readonly loading: TimelineLoading;
  /** Why it could not be opened. */
  readonly failure: Failure | null;
  /** The page that was asked for last and did not come; null once one has. */
  readonly missed: { readonly page: keyof TimelineLoading; readonly why: Failure } | null;
}

/** How much of the list of conversations is known. */
export interface ListState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly next: string | null;
  readonly loadingMore: boolean;
  readonly failure: Failure | null;
}

/** Everything a screen shows, as one immutable value. */
export interface ChatState {
  /** null: not signed in, or not yet known (see `session`); kept while `session` is `expired`. */
  readonly me: Me | null;
  readonly session: 'unknown' | 'signedOut' | 'signedIn' | 'expired';
  /** What this device has of him is being read: screens wait for it, so that the first one is drawn once. */
  readonly recalling: boolean;
  /** One more each time when something came that this device's person waits for: it is shown at once. */
  readonly answers: number;
  readonly connection: ConnectionState;
  readonly conversations: ReadonlyMap<string, ConversationState>;
  /** Ids of all conversations, the last changed first. */
  readonly order: readonly string[];
  readonly list: ListState;
  readonly users: ReadonlyMap<string, User>;
  readonly presences: ReadonlyMap<string, Presence>;
  /** Conversation to the ids of those who type there. */
  readonly typing: ReadonlyMap<string, readonly string[]>;
  /** Conversation to what is not yet on the record, in the order in which it will be sent. */
  readonly outbox: ReadonlyMap<string, readonly OutboxEntry[]>;
  /** Whether what is unsent survives a reload. `full`: the last write was refused. */
  readonly storage: 'ok' | 'memory' | 'full';
  /** Whether what was read is kept for when there is no network. */
  readonly saving: 'ok' | 'none' | 'full';
  /** What is kept whole on this device, by conversation. */
  readonly kept: ReadonlyMap<string, Kept>;
}

const nothingLoading: TimelineLoading = { older: false, newer: false, newest: false, around: false };

/** A conversation of which only the line in the list is known. */
export const listedConversation = (summary: ConversationSummary): ConversationState => ({
  id: summary.conversation.id,
  summary,
  timeline: null,
  participants: new Map(),
  savedAt: null,
  loading: nothingLoading,
  failure: null,
  missed: null,
});

/** What is known before anybody was asked. */
export const initialState = (now: number): ChatState => ({
  me: null,
  session: 'unknown',
  recalling: false,
  answers: 0,
  connection: {
    phase: 'connecting',
    since: now,
    degraded: false,
    carrier: 'none',
    lastSyncAt: null,
    roundTripMs: null,
    skewMs: null,
  },
  conversations: new Map(),
  order: [],
  list: { status: 'loading', next: null, loadingMore: false, failure: null },
  users: new Map(),
  presences: new Map(),
  typing: new Map(),
  outbox: new Map(),
  storage: 'ok',
  saving: 'ok',
  kept: new Map(),
});
