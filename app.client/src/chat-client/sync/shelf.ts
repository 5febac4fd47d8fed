import type { ConversationSummary } from '@parley/shared/models/conversation.ts';
import type { User } from '@parley/shared/models/user.ts';
import { type ChatState, type ConversationState, listedConversation } from '../state.ts';
import type { WritableStore } from '../store.ts';
import type { Reader, Step, Wants } from '../timeline/known.ts';
import { membershipEnded } from '../timeline/membership.ts';
import { holdOpen } from '../timeline/open.ts';
import { applySummary } from '../timeline/summary.ts';
import { wishMark } from '../timeline/wished-mark.ts';
import type { WishedMark } from './wishes.ts';

/** All conversations of the one who is signed in, as the state shows them. The only place that replaces one. */
export interface Shelf {
  /** null until the first answer has told which life of the database it is. */
  reader(): Reader | null;
  /** One more after each new start: what was asked in an earlier life is answered in vain. */
  life(): number;
  all(): readonly ConversationState[];
  get(conversationId: string): ConversationState | undefined;
  /** Applies what arrived, and passes on what is wanted; null forgets the conversation. Unknown ones are only asked about. */
  step(
    conversationId: string,
    work: (state: ConversationState, reader: Reader) => Step<ConversationState | null>,
  ): void;
  /** A line of the list, new or known; the epoch of the first one is believed. */
  list(epoch: string, summary: ConversationSummary): void;
  /** My membership ended at this number, as a frame or a sync says. An answer that was read before does not bring it back. */
  ended(conversationId: string, ended: { readonly epoch: string; readonly seq: number }): void;
  /** Of what an answer bears: another epoch than the known one means a new start; true when it is the known one. */
  believe(epoch: string): boolean;
  /** For what is no message: what is loading, what failed. */
  patch(conversationId: string, change: (state: ConversationState) => ConversationState): void;
  /** Forgets all: the record was restored, or another person has signed in. */
  startAnew(): void;
  /** What somebody waits for has come: it is shown at once. */
  answered(): void;
  /** Several steps that the screen sees as one. */
  together(work: () => void): void;
}

interface ShelfDeps {
  readonly store: WritableStore<ChatState>;
  readonly userId: string;
  readonly epoch: string | null;
  readonly isHeld: (conversationId: string) => boolean;
  readonly wanted: (conversationId: string, wants: Wants) => void;
  /** The line of a conversation has moved on. */
  readonly rose: (conversationId: string) => void;
  readonly users: (users: readonly User[]) => void;
  /** The mark that is wanted of a conversation and not confirmed: shown as if it were; undefined: none. */
  readonly wished: (conversationId: string) => WishedMark | undefined;
}

const lastChangedFirst = (conversations: ReadonlyMap<string, ConversationState>): readonly string[] =>
  [...conversations.values()]
    .sort(
      (one, other) =>
        Date.parse(other.summary.lastChangeAt) - Date.parse(one.summary.lastChangeAt) || (one.id < other.id ? -1 : 1),
    )
    .map(({ id }) => id);

/** Keeps `conversations` and `order` of the state. */
export function createShelf({ store, userId, epoch: known, isHeld, wanted, rose, users, wished }: ShelfDeps): Shelf {
  let reader: Reader | null = known === null ? null : { epoch: known, userId };
  let life = 1;
  const ends = new Map<string, number>();

  const get = (id: string) => store.get().conversations.get(id);

  function put(id: string, next: ConversationState | null): void {
    store.update((state) => {
      const before = state.conversations.get(id);
      if (before === (next ?? undefined)) return state;
      const conversations = new Map(state.conversations);
      if (next) conversations.set(id, next);
      else conversations.delete(id);
      const isSameOrder = next && before && before.summary.lastChangeAt === next.summary.lastChangeAt;
      return { ...state, conversations, order: isSameOrder ? state.order : lastChangedFirst(conversations) };
    });
  }

  const step: Shelf['step'] = (id, work) => {
    const state = get(id);
    // Somebody has just let me in, or a new life has begun: the answer that is on its way may have been read before.
    if (!reader || !state) return wanted(id, { fresh: true });
    const { state: worked, wants } = work(state, reader);
    const mark = wished(id);
    const next = worked === null || mark === undefined ? worked : wishMark(worked, mark, reader);
    put(id, next);
    if (next && next.participants !== state.participants)
      users([...next.participants.values()].map(({ user }) => user));
    if (next && next.summary.head > state.summary.head) rose(id);
    wanted(id, wants);
  };

  function startAnew(): void {
    life += 1;
    reader = null;
    ends.clear();
    store.update((state) => ({
      ...state,
      conversations: new Map(),
      order: [],
      list: { ...state.list, status: 'loading', next: null },
    }));
  }

  function believe(epoch: string): boolean {
    reader ??= { epoch, userId };
    return reader.epoch === epoch;
  }

  return {
    reader: () => reader,
    life: () => life,
    all: () => [...store.get().conversations.values()],
    get,
    step,
    believe,
    startAnew,
    list(epoch, summary) {
      const { id } = summary.conversation;
      const { joinedSeq } = summary.me;
      if (!believe(epoch) || (ends.get(id) ?? 0) >= joinedSeq) return;
      users(summary.people);
      if (get(id)) step(id, (state, mine) => applySummary(state, epoch, summary, mine));
      else put(id, listedConversation(summary));
      if (isHeld(id)) step(id, (state) => holdOpen(state));
    },
    ended(id, ended) {
      if (reader?.epoch === ended.epoch) ends.set(id, Math.max(ended.seq, ends.get(id) ?? 0));
      if (get(id)) step(id, (state, mine) => membershipEnded(state, ended, mine));
    },
    patch(id, change) {
      const state = get(id);
      if (state) put(id, change(state));
    },
    answered: () => store.update((state) => ({ ...state, answers: state.answers + 1 })),
    together: (work) => store.batch(work),
  };
}
