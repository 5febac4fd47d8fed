import { useMemo, useSyncExternalStore } from 'react';
import type { ChatState } from '../chat-client/state.ts';
import { useShownState } from './ChatContext.tsx';

/** Subscribes to one slice. `select` must return something it found in the state, not something it made. */
export function useChatState<T>(select: (state: ChatState) => T): T {
  const state = useShownState();
  return useSyncExternalStore(state.subscribe, () => select(state.get()));
}

/**
 * Subscribes to something made out of the state: renders only when `same` says that it differs. `derive` and `same` must
 * themselves be stable (module functions or `useCallback`), since a new one starts anew.
 */
export function useDerivedState<T>(derive: (state: ChatState) => T, same: (one: T, other: T) => boolean): T {
  const state = useShownState();
  const snapshot = useMemo(() => {
    let kept: { of: ChatState; value: T } | null = null;
    return () => {
      const now = state.get();
      if (kept?.of === now) return kept.value;
      const value = derive(now);
      kept = { of: now, value: kept && same(kept.value, value) ? kept.value : value };
      return kept.value;
    };
  }, [state, derive, same]);
  return useSyncExternalStore(state.subscribe, snapshot);
}

/** True when both hold the very same things in the same order. */
export function sameItems<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((item, index) => Object.is(item, other[index]));
}
