import type { Me } from '@parley/shared/models/user.ts';
import type { Clock } from '../ports.ts';
import { type ChatState, initialState } from '../state.ts';
import type { WritableStore } from '../store.ts';
import type { Desk } from './desk.ts';

/** The place at the desk: one person at a time, and nothing of him is left for the next. */
export interface Seat {
  desk(): Desk | null;
  /** One after another, or two answers at once would open two desks. */
  inTurn(work: () => Promise<void>): Promise<void>;
  /** Resolves when whoever is being let in has his desk. */
  letIn(): Promise<unknown>;
  /** Within a turn. `guessed`: on the browser's word alone, and the server may still say that nobody is signed in. */
  take(who: Me, guessed?: boolean): Promise<void>;
  /** `next`: who comes instead; what was read here is wiped, unless it is his. */
  leave(next: string | null): void;
  /** He goes on purpose, or does after all not: that his session ends is no expiry then. */
  leaving(isLeaving?: boolean): void;
  /** The server did not say, and whoever sits here is believed from now on. */
  believed(): void;
  /** The server no longer knows the session: it is shown as expired, or as nobody's where somebody left. */
  ended(): void;
  close(): void;
}

/** What a seat needs of the session it is in. */
export interface SeatDeps {
  readonly store: WritableStore<ChatState>;
  readonly clock: Clock;
  readonly openDesk: (userId: string) => Promise<Desk>;
  /** Another person, or nobody (null): what was read here goes, but for his. */
  readonly forget: (userId: string | null) => void;
}

/** Opens a desk for whoever is let in, and closes it when he goes; the state says who sits there. */
export function createSeat({ store, clock, openDesk, forget }: SeatDeps): Seat {
  let desk: Desk | null = null;
  let isLeft = false;
  let isClosed = false;
  let isGuess = false;
  let turns: Promise<unknown> = Promise.resolve();

  function leave(next: string | null): void {
    desk?.close();
    desk = null;
    forget(next);
    const { storage, saving } = store.get();
    const session = next === null ? 'signedOut' : 'unknown';
    store.set({ ...initialState(clock.now()), storage, saving, session });
  }

  function show(who: Me, recalling: boolean): void {
    store.update((state) => ({
      ...state,
      me: who,
      session: 'signedIn',
      recalling,
      users: new Map([...state.users, [who.id, who] as const]),
    }));
  }

  async function openFor(who: Me): Promise<void> {
    try {
      const opened = await openDesk(who.id);
      // It may have turned out meanwhile that nobody is signed in.
      if (!isClosed && store.get().me?.id === who.id) desk = opened;
      else opened.close();
    } finally {
      // Only now: whoever is shown something asks for more at once.
      store.update((state) => ({ ...state, recalling: false }));
    }
  }

  return {
    desk: () => desk,
    inTurn(work) {
      const done = turns.then(work);
      turns = done.catch(() => undefined);
      return done;
    },
    letIn: () => turns,
    async take(who, guessed = false) {
      isLeft = false;
      isGuess = guessed;
      if (desk?.userId === who.id) {
        show(who, false);
        return desk.resume();
      }
      const change = () => {
        leave(who.id);
        show(who, true);
      };
      // Whoever else is on the screen goes from it at once; that nobody was there before the first is nothing to show.
      if (store.get().me) change();
      else store.batch(change);
      await openFor(who);
    },
    leave,
    leaving(isLeaving = true) {
      isLeft = isLeaving;
    },
    believed() {
      isGuess = false;
    },
    ended() {
      const { session } = store.get();
      // Signed out on purpose, here or in another tab, is not expired: nothing is left to be seen.
      if (session === 'unknown' || isLeft || isGuess) leave(null);
      else if (session === 'signedIn') {
        store.update((state) => ({ ...state, session: 'expired' }));
        desk?.pause();
      }
    },
    close() {
      isClosed = true;
      desk?.close();
      desk = null;
    },
  };
}
