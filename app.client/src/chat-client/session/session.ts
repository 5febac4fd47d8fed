import { eraseAccount, me, register, signIn, signOut } from '@parley/shared/contract/accounts.routes.ts';
import { timings } from '@parley/shared/limits.ts';
import type { Me } from '@parley/shared/models/user.ts';
import type { Call } from '../calls/call.ts';
import type { ChatClient } from '../chat-client.ts';
import { ApiError } from '../failure.ts';
import type { OwnedDrafts } from '../outbox/drafts.ts';
import type { Clock } from '../ports.ts';
import { type ChatState, initialState } from '../state.ts';
import type { WritableStore } from '../store.ts';
import { createErrand } from '../sync/errand.ts';
import type { Desk } from './desk.ts';

/** Who is signed in. One person at a time has a desk here; another never sees what is on it. */
export interface Session extends Pick<ChatClient, 'register' | 'signIn' | 'signOut' | 'eraseAccount'> {
  desk(): Desk | null;
  /** Resolves when whoever is being let in has his desk. */
  letIn(): Promise<unknown>;
  /** Asks the server who this is, and begins or ends accordingly. */
  identify(): Promise<void>;
  /** Another tab is about to sign out. */
  leavingElsewhere(): void;
  /** Another tab has signed in somebody, or signed out: the server is asked whether it is so. */
  changedElsewhere(userId: string | null): Promise<void>;
  /** The server no longer knows this session. */
  ended(): void;
  /** The session is another account's, as it seems: nothing is sent or asked until it is known whose. */
  doubted(): void;
  close(): void;
}

export interface SessionDeps {
  readonly store: WritableStore<ChatState>;
  readonly call: Call;
  /** In nobody's name: the answer is whoever is signed in. */
  readonly whoIsIt: Call;
  readonly clock: Clock;
  readonly drafts: () => OwnedDrafts;
  readonly openDesk: (userId: string) => Promise<Desk>;
  /** Another person, or nobody (null): what was read here goes, but for his. */
  readonly forget: (userId: string | null) => void;
  /** Who was here last, as this device's disk has it. */
  readonly lastHere: () => Promise<Me | null>;
  /** Whose session the browser says it holds, without asking anybody; null where it does not say. */
  readonly holder: () => string | null;
  /** Other tabs should know that what they will hear in a moment is no expiry. */
  readonly leaving: (userId: string) => void;
  /** Other tabs share the cookie, and should ask who they are. */
  readonly changed: (userId: string | null) => void;
}

/** So long the server is waited for before this device's own memory is believed, where the browser does not say whose it is. */
const PATIENCE = 1_500;

/** 401 pauses, signing in again goes on, and another person starts with nothing. */
export function createSession(deps: SessionDeps): Session {
  const { store, call, whoIsIt, clock, drafts, openDesk, forget, lastHere, holder, leaving, changed } = deps;
  let desk: Desk | null = null;
  let isLeft = false;
  let isClosed = false;
  // Shown on the browser's word alone: the server may still say first that nobody is signed in.
  let isGuess = false;

  /** `next`: who comes instead; what was read here is wiped, unless it is his. */
  function leave(next: string | null): void {
    desk?.close();
    desk = null;
    forget(next);
    const { storage, saving } = store.get();
    const session = next === null ? 'signedOut' : 'unknown';
    store.set({ ...initialState(clock.now()), storage, saving, session });
  }

  async function open(who: Me, guessed = false): Promise<void> {
    isLeft = false;
    isGuess = guessed;
    const isBack = desk?.userId === who.id;
    const seat = () =>
      store.update((state) => ({
        ...state,
        me: who,
        session: 'signedIn',
        recalling: !isBack,
        users: new Map([...state.users, [who.id, who] as const]),
      }));
    if (isBack) {
      seat();
      return desk?.resume();
    }
    const change = () => {
      leave(who.id);
      seat();
    };
    // Whoever else is on the screen goes from it at once; that nobody was there before the first is nothing to show.
    if (store.get().me) change();
    else store.batch(change);
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

  let opening: Promise<unknown> = Promise.resolve();
  /** One after another, or two answers at once would open two desks. */
  function begin(who: Me): Promise<void> {
    const opened = opening.then(() => open(who));
    opening = opened.catch(() => undefined);
    return opened;
  }

  function expire(): void {
    store.update((state) => ({ ...state, session: 'expired' }));
    desk?.pause();
  }

  function ended(): void {
    const { session } = store.get();
    // Signed out on purpose, here or in another tab, is not expired: nothing is left to be seen.
    if (session === 'unknown' || isLeft || isGuess) leave(null);
    else if (session === 'signedIn') expire();
  }

  async function ask(): Promise<void> {
    try {
      await begin(await whoIsIt(me, {}));
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'UNAUTHENTICATED') throw error;
      // Whoever is being let in is wiped away whole, not half.
      await opening;
      ended();
    }
  }

  async function identify(): Promise<void> {
    const giveUpWaiting = clock.after(PATIENCE, () => void asBefore());
    const held = holder();
    // What he read is shown while the server is asked whether it is so.
    if (held !== null) void openLast(held);
    try {
      await ask();
    } catch {
      asking.want(timings.retryBase);
      await asBefore();
      if (store.get().session === 'unknown') unreachable();
    } finally {
      giveUpWaiting();
    }
  }

  /**
   * The server does not say who this is: it is whoever was here last, until it does. His requests bear his name, so that
   * nothing is done in it by another's cookie.
   */
  function asBefore(): Promise<void> {
    isGuess = false;
    return openLast(null);
  }

  /** Opens for whoever was here last; `held`: for this one alone, who is not yet believed to be still signed in. */
  function openLast(held: string | null): Promise<void> {
    const opened = opening.then(async () => {
      if (store.get().session !== 'unknown') return;
      const who = await lastHere().catch(() => null);
      if (!who || (held !== null && who.id !== held) || store.get().session !== 'unknown') return;
      await open(who, held !== null);
    });
    opening = opened.catch(() => undefined);
    return opened;
  }

  // Nobody knows yet who is signed in, and nothing else runs that would show how the connection is.
  const unreachable = (): void =>
    store.update((state) => ({
      ...state,
      connection: { ...state.connection, phase: 'reconnecting', since: clock.now() },
    }));

  const asking = createErrand(clock, ask);

  async function enter(work: () => Promise<Me>): Promise<void> {
    await drafts().flush();
    const who = await work();
    await begin(who);
    changed(who.id);
  }

  return {
    desk: () => desk,
    letIn: () => opening,
    ended,
    doubted() {
      // Once is enough: all that was under way hears the same.
      if (!desk || desk.isPaused()) return;
      desk.pause();
      void identify();
    },
    identify,
    leavingElsewhere() {
      isLeft = true;
      void drafts().flush();
    },
    async changedElsewhere(userId) {
      await drafts().flush();
      isLeft ||= userId === null;
      await identify();
    },
    register: (input) => enter(() => call(register, { body: input })),
    signIn: (input) => enter(() => call(signIn, { body: input })),
    async signOut(unsent) {
      await drafts().flush();
      if (unsent === 'discard') await desk?.outbox.discardAll();
      if (unsent === 'discard') await drafts().forgetAll();
      const { me: who } = store.get();
      // That the session is over may be heard sooner than this is answered, and even if the answer is lost.
      isLeft = true;
      if (who) leaving(who.id);
      try {
        await call(signOut, {});
      } catch (error) {
        const code = error instanceof ApiError ? error.code : null;
        // Nobody's session, or another's, is not to be ended in this one's name.
        if (code !== 'UNAUTHENTICATED' && code !== 'ACCOUNT_CHANGED') throw error;
      }
      leave(null);
      changed(null);
    },
    async eraseAccount(password, messages) {
      const { me: who } = store.get();
      const kept = desk?.outbox;
      // The server ends the session before it answers: that is no expiry.
      isLeft = true;
      try {
        await call(eraseAccount, { body: { password, messages } });
      } catch (error) {
        isLeft = false;
        throw error;
      }
      if (who) leaving(who.id);
      // Nobody will ever send what is left of it.
      await Promise.allSettled([kept?.discardAll(), drafts().forgetAll()]);
      leave(null);
      changed(null);
    },
    close() {
      isClosed = true;
      asking.stop();
      desk?.close();
      desk = null;
    },
  };
}
