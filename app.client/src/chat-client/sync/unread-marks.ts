import { putUnreadMark } from '@parley/shared/contract/unread.routes.ts';
import type { Call } from '../calls/call.ts';
import { isVerdict } from '../failure.ts';
import type { Clock } from '../ports.ts';
import { noWants } from '../timeline/known.ts';
import { applyInbox } from '../timeline/receipts.ts';
import { createErrands } from './errands.ts';
import type { Shelf } from './shelf.ts';
import type { WishedMark, Wishes } from './wishes.ts';

/** Marks conversations as unread: shown as soon as it is on the disk, and asked for until the server has it. */
export interface UnreadMarks {
  /** Resolves when the server has it, or when it will have it later; rejects when it will not have it. */
  mark(conversationId: string, seq: WishedMark): Promise<void>;
  /** Asks again for what was not confirmed. */
  again(): void;
  /** Another life of the record: what was wanted is forgotten. */
  startAnew(): void;
  /** Asks no more; what is wanted stays wanted. */
  stop(): void;
}

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** One request a conversation at a time, which asks for the last wish. */
export function createUnreadMarks(deps: {
  readonly call: Call;
  readonly clock: Clock;
  readonly shelf: () => Shelf;
  readonly wishes: Wishes;
  readonly failed: (error: unknown) => void;
}): UnreadMarks {
  const { call, clock, shelf, wishes, failed } = deps;
  const marking = createErrands(clock, put);
  const waiting = new Map<string, readonly Waiter[]>();
  let hasEnded = false;

  /** Shows it: the shelf looks at what is wanted whenever a conversation is touched. */
  const show = (conversationId: string): void => shelf().step(conversationId, (state) => ({ state, wants: noWants }));

  async function tell(conversationId: string, seq: WishedMark): Promise<void> {
    const life = shelf().life();
    try {
      const answer = await call(putUnreadMark, { params: { conversationId }, body: { seq } });
      wishes.fulfilled(conversationId, seq);
      if (life === shelf().life()) shelf().step(conversationId, (state, reader) => applyInbox(state, answer, reader));
    } catch (error) {
      if (isVerdict(error)) wishes.fulfilled(conversationId, seq);
      failed(error);
      throw error;
    }
  }

  async function put(conversationId: string): Promise<void> {
    const seq = await wishes.latest(conversationId);
    const told = waiting.get(conversationId) ?? [];
    waiting.delete(conversationId);
    try {
      if (seq !== undefined) await tell(conversationId, seq);
    } catch (error) {
      for (const { reject, resolve } of told) isVerdict(error) ? reject(error) : resolve();
      throw error;
    }
    for (const { resolve } of told) resolve();
  }

  function letGo(): void {
    marking.clear();
    for (const all of waiting.values()) for (const { resolve } of all) resolve();
    waiting.clear();
  }

  return {
    async mark(conversationId, seq) {
      await wishes.make(conversationId, seq);
      if (hasEnded) return;
      show(conversationId);
      return new Promise((resolve, reject) => {
        waiting.set(conversationId, [...(waiting.get(conversationId) ?? []), { resolve, reject }]);
        marking.want(conversationId);
      });
    },
    again() {
      for (const id of wishes.all()) marking.want(id);
    },
    startAnew() {
      wishes.forgetAll();
      letGo();
    },
    stop() {
      hasEnded = true;
      letGo();
    },
  };
}
