import type { register, signIn } from '@parley/shared/contract/accounts.routes.ts';
import type { Advance } from '@parley/shared/contract/answers.ts';
import type { RouteInput, RouteOutput, RouteSpec } from '@parley/shared/contract/route.ts';
import type { Hit, SearchOrder, searchMessages } from '@parley/shared/contract/search.routes.ts';
import type { whyUnread } from '@parley/shared/contract/unread.routes.ts';
import type { Role } from '@parley/shared/models/conversation.ts';
import type { User } from '@parley/shared/models/user.ts';
import type { PerformanceMonitor } from './calls/performance-monitor.ts';
import type { CacheStatistics } from './calls/ttl-lru-cache.ts';
import type { Exports } from './exports.ts';
import type { Keeping } from './keeping.ts';
import type { Draft, Drafts } from './outbox/drafts.ts';
import type { SentHere } from './outbox/sent-here.ts';
import type { Reporter } from './reports/reporter.ts';
import type { Searched } from './search/question.ts';
import type { OwnAccount } from './session/own-account.ts';
import type { ChatState } from './state.ts';
import type { Store } from './store.ts';
import type { Consent } from './telemetry.ts';

/** What a composer hands over: `id` was made when the draft began and stays the message's id for life. */
interface Outgoing extends Draft {
  readonly conversationId: string;
}

/** Whether a message may be sent right now; if not, for how long to count down. */
type SendPermission = { readonly ok: true } | { readonly ok: false; readonly retryInMs: number };

/** What counts as unread: where I stand, and the messages, oldest first. */
export type WhyUnread = Pick<RouteOutput<typeof whyUnread>, 'me' | 'messages'>;

/** What is looked for; `cursor` is where the page before ended. */
export interface SearchAsked {
  readonly query: string;
  readonly order: SearchOrder;
  readonly cursor: string | null;
}
/** A page of hits. */
type SearchPage = RouteOutput<typeof searchMessages>;
/** A page of what this device has found by itself, and how much of the record it looked at. */
export interface SearchedHere extends Searched {
  readonly hits: readonly Hit[];
  readonly next: string | null;
}
/** A route that only those who administrate the instance find. */
export type AdminRoute = RouteSpec & { readonly access: 'admin' };

/**
 * The chat without a screen. Everything there is to see is in `state`; everything there is to do is a method. Promises
 * reject with an `ApiError`. What is lasting resolves when it is durable: a send in the outbox, the rest at the server.
 */
export interface ChatClient {
  readonly state: Store<ChatState>;
  /** Finds out who is signed in, and begins. */
  start(): Promise<void>;
  /** Writes down at once what is being typed: the page is about to be loaded anew. */
  flush(): Promise<void>;
  /** Ends timers, socket and storage; the client is of no use afterwards. */
  stop(): Promise<void>;

  register(input: RouteInput<typeof register>['body']): Promise<void>;
  signIn(input: RouteInput<typeof signIn>['body']): Promise<void>;
  /** `keep`: what is unsent waits for the next sign-in of the same person. */
  signOut(unsent: 'keep' | 'discard'): Promise<void>;
  changeProfile(displayName: string): Promise<void>;
  findPeople(prefix: string): Promise<readonly User[]>;
  /** One page of what was said, wherever I may see it. Rejects with `QUERY_INVALID` where the query has a mistake. */
  search(asked: SearchAsked): Promise<SearchPage>;
  /** The same of what this device has kept, without a network. Rejects with `STORAGE_FAILED` where it keeps nothing. */
  searchHere(asked: SearchAsked): Promise<SearchedHere>;

  /** Holds its timeline, current and growing; at most `limits.syncOpen` are held, the least recently opened goes. */
  open(conversationId: string): Promise<void>;
  close(conversationId: string): void;
  /** Reads from this device's disk what may be opened next; to be called when there is nothing else to do. */
  readAhead(): Promise<void>;
  /** Whoever looks at it is at its end: what is far above is let go, and comes again like any older page. */
  trim(conversationId: string): void;
  loadOlder(conversationId: string): Promise<void>;
  loadNewer(conversationId: string): Promise<void>;
  loadAround(conversationId: string, seq: number): Promise<void>;
  loadNewest(conversationId: string): Promise<void>;
  loadMoreConversations(): Promise<void>;

  /** A fresh id for a draft. */
  newId(): string;
  /** Resolves once it is written down: only then may the composer clear. Sent twice under one id it is one message. */
  send(message: Outgoing): Promise<void>;
  /** Tries now what waits, failed or is in doubt. */
  retry(entryId: string): Promise<void>;
  /** Takes back what is unsent; what may already be sent is deleted as soon as that is known. */
  discard(entryId: string): Promise<void>;
  /** Changes what is unsent; what was refused gets a new id, what may already be sent is edited as soon as that is known. */
  editUnsent(entryId: string, content: string): Promise<void>;
  canSend(conversationId: string): SendPermission;
  readonly drafts: Drafts;
  /** Few ask for these: their code is fetched when somebody does. */
  exports(): Promise<Exports>;
  account(): Promise<OwnAccount>;
  readonly keeping: Keeping;
  /** Whether all of it is kept on this device; yes also tries again what did not fit. Rejects with `STORAGE_FAILED`. */
  keepWhole(conversationId: string, isKept: boolean): Promise<void>;
  /** How many messages wait on this device, of whoever wrote them: for the page where nobody is signed in yet. */
  waiting(): Promise<number>;

  /** `version` is the one its author saw; rejects with `VERSION_BEHIND` when it has changed since. */
  edit(conversationId: string, messageId: string, content: string, version: number): Promise<void>;
  remove(conversationId: string, messageId: string): Promise<void>;
  /** Since when the others have a message. */
  advances(conversationId: string, messageId: string): Promise<readonly Advance[]>;
  /** What this device remembers of a message that it sent; null for what another one sent, or too long ago. */
  sentHere(messageId: string): SentHere | null;
  /**
   * "Unread from here on", until it is taken away (null); apart from what was seen. Shown at once; resolves when the server
   * has it, or, where it cannot be reached, when that will be done later: the last mark of a conversation is the one that counts.
   */
  markUnread(conversationId: string, seq: number | null): Promise<void>;
  /** Which messages count as unread, and why, as the server counts them now. */
  whyUnread(conversationId: string): Promise<WhyUnread>;
  /** "Seen up to here." Never goes back. */
  markRead(conversationId: string, seq: number): void;
  setTyping(conversationId: string, active: boolean): void;

  /** Resolves with the conversation's id, also when it existed already. */
  startDirect(userId: string): Promise<string>;
  startGroup(title: string, userIds: readonly string[]): Promise<string>;
  rename(conversationId: string, title: string): Promise<void>;
  addPeople(conversationId: string, userIds: readonly string[]): Promise<void>;
  removePerson(conversationId: string, userId: string): Promise<void>;
  leave(conversationId: string): Promise<void>;
  changeRole(conversationId: string, userId: string, role: Role): Promise<void>;

  /** Asks the server something small over HTTP, to find out whether it, and what it keeps, answers. */
  checkUp(): Promise<void>;
  /** "Try now": does not wait for the next pause to end. */
  reconnectNow(): void;
  /** What the administrators' part asks: its routes stay in its own chunk. Rejects with `NOT_FOUND` for anybody else. */
  askAsAdmin<R extends AdminRoute>(route: R, input: RouteInput<R>): Promise<RouteOutput<R>>;
  /** Whether this device tells what it measures. */
  readonly consent: Consent;
  /** Tells the server of errors in the app. */
  readonly reports: Reporter;
  readonly monitor: PerformanceMonitor;
  cacheStatistics(): CacheStatistics;
}
