import { useSyncExternalStore } from 'react';
import type { Appearance, AppearanceKeeper } from './appearance.ts';
import { useWorld } from './World.tsx';

/** How it looks now, and how to choose otherwise. */
export function useAppearance(): readonly [Appearance, AppearanceKeeper['choose']] {
  const { appearance } = useWorld();
  return [useSyncExternalStore(appearance.subscribe, appearance.current), appearance.choose];
}
