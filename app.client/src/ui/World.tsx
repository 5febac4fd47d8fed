import { createContext, type ReactNode, use } from 'react';
import type { AppearanceKeeper } from './appearance.ts';
import type { Toasts } from './toasts.ts';
import type { Voice } from './voice.ts';

/** Whether somebody is looking: the tab is in front and has the focus. */
interface Attention {
  current(): boolean;
  subscribe(listener: () => void): () => void;
}

/** A newer version of the application, which waits until nothing can be lost by letting it in. */
interface NewerVersion {
  isNewer(): boolean;
  subscribe(listener: () => void): () => void;
  /** Loads the page anew, as the newer version. */
  takeOver(): void;
}

/** What every screen may use and no screen makes for itself. */
export interface World {
  readonly voice: Voice;
  readonly toasts: Toasts;
  readonly appearance: AppearanceKeeper;
  readonly attention: Attention;
  /** False when the browser refused. */
  readonly copy: (text: string) => Promise<boolean>;
  /** The whole address of a path of this application. */
  readonly addressOf: (path: string) => string;
  /** Takes the file that lies at a path of this application. */
  readonly fetchFile: (path: string) => void;
  /** Whether a media query holds now. */
  readonly matches: (query: string) => boolean;
  /** How tall the window is, in CSS pixels. */
  readonly windowHeight: () => number;
  /** Loads the page anew. */
  readonly reload: () => void;
  /** How much is unread, for the icon of an installed application. */
  readonly badge: (count: number) => void;
  /** Whether a newer version of this application waits to be let in. */
  readonly newer: NewerVersion;
}

const WorldContext = createContext<World | null>(null);

/** Hands the outside world to the screens; its value is stable and re-renders nobody. */
export function WorldProvider({ world, children }: { world: World; children: ReactNode }) {
  return <WorldContext value={world}>{children}</WorldContext>;
}

/** The outside world, as far as a screen needs it. */
export function useWorld(): World {
  const world = use(WorldContext);
  if (!world) throw new Error('useWorld must be used inside <WorldProvider>');
  return world;
}
