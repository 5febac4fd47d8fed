import { timings } from '@parley/shared/limits.ts';
import type { RateLimiter } from '../calls/rate-limiter.ts';
import type { ChatSocket, Clock } from '../ports.ts';
import type { ChatState } from '../state.ts';
import type { WritableStore } from '../store.ts';

/** Who types where, and telling that I do: all of it may be lost. */
export interface Typing {
  /** Somebody types, or stopped; without another word it ends by itself, because "stopped" may be lost. */
  heard(conversationId: string, userId: string, active: boolean): void;
  say(conversationId: string, active: boolean): void;
  clear(): void;
}

/** Keeps `typing` of the state. */
export function createTyping(deps: {
  readonly store: WritableStore<ChatState>;
  readonly clock: Clock;
  readonly limiter: Pick<RateLimiter, 'take'>;
  readonly socket: () => ChatSocket | null;
}): Typing {
  const { store, clock, limiter, socket } = deps;
  const expiries = new Map<string, () => void>();
  const said = new Map<string, number>();

  function show(conversationId: string, change: (userIds: readonly string[]) => readonly string[]): void {
    store.update((state) => {
      const before = state.typing.get(conversationId) ?? [];
      const after = change(before);
      if (after === before) return state;
      const typing = new Map(state.typing);
      if (after.length > 0) typing.set(conversationId, after);
      else typing.delete(conversationId);
      return { ...state, typing };
    });
  }

  function stopped(conversationId: string, userId: string): void {
    const key = `${conversationId}/${userId}`;
    expiries.get(key)?.();
    expiries.delete(key);
    show(conversationId, (ids) => (ids.includes(userId) ? ids.filter((id) => id !== userId) : ids));
  }

  return {
    heard(conversationId, userId, active) {
      if (!active) return stopped(conversationId, userId);
      const key = `${conversationId}/${userId}`;
      expiries.get(key)?.();
      expiries.set(
        key,
        clock.after(timings.typingExpires, () => stopped(conversationId, userId)),
      );
      show(conversationId, (ids) => (ids.includes(userId) ? ids : [...ids, userId]));
    },
    say(conversationId, active) {
      const carrier = socket();
      const last = said.get(conversationId);
      const isDue = active ? last === undefined || clock.elapsed() - last >= timings.typingEvery : last !== undefined;
      if (!carrier?.connected || !isDue || limiter.take('typing') > 0) return;
      if (active) said.set(conversationId, clock.elapsed());
      else said.delete(conversationId);
      carrier.ask('typing', { c: conversationId, active }, timings.requestTimeout).catch(() => undefined);
    },
    clear() {
      for (const cancel of expiries.values()) cancel();
      expiries.clear();
      said.clear();
      store.update((state) => (state.typing.size === 0 ? state : { ...state, typing: new Map() }));
    },
  };
}
