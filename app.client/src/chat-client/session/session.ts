import { me, register, signIn, signOut } from '@parley/shared/contract/accounts.routes.ts';
import { timings } from '@parley/shared/limits.ts';
import type { Me } from '@parley/shared/models/user.ts';
import type { Call } from '../calls/call.ts';
import type { ChatClient } from '../chat-client.ts';
import { ApiError } from '../failure.ts';
import type { OwnedDrafts } from '../outbox/drafts.ts';
import { createErrand } from '../sync/errand.ts';
import type { Desk } from './desk.ts';
import { createRenewal } from './renewal.ts';
import { createSeat, type SeatDeps } from './seat.ts';

/** Who is signed in. One person at a time has a desk here; another never sees what is on it. */
export interface Session extends Pick<ChatClient, 'register' | 'signIn' | 'signOut'> {
  desk(): Desk | null;
  /** Resolves when whoever is being let in has his desk. */
  letIn(): Promise<unknown>;
  /** Asks the server who this is, and begins or ends accordingly. */
  identify(): Promise<void>;
  /**
   * Does what puts the session under another cookie. Until it is done it means nothing, in no tab, that the old one is over;
   * then the server is asked.
   */
  renew<T>(work: () => Promise<T>): Promise<T>;
  /** Does what erases the account, and signs out. */
  erase(work: () => Promise<unknown>): Promise<void>;
  /** Another tab puts it under another cookie. */
  renewedElsewhere(): void;
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

interface SessionDeps extends SeatDeps {
  readonly call: Call;
  /** In nobody's name: the answer is whoever is signed in. */
  readonly whoIsIt: Call;
  readonly drafts: () => OwnedDrafts;
  /** Who was here last, as this device's disk has it. */
  readonly lastHere: () => Promise<Me | null>;
  /** Whose session the browser says it holds, without asking anybody; null where it does not say. */
  readonly holder: () => string | null;
  /** Other tabs should know that what they will hear in a moment is no expiry. */
  readonly leaving: (userId: string) => void;
  /** Other tabs share the cookie, and should not take it for the end when it is over: they will hear of the next. */
  readonly renewing: (userId: string) => void;
  /** Other tabs share the cookie, and should ask who they are. */
  readonly changed: (userId: string | null) => void;
}

/** So long the server is waited for before this device's own memory is believed, where the browser does not say whose it is. */
const PATIENCE = 1_500;

/** 401 pauses, signing in again goes on, and another person starts with nothing. */
export function createSession(deps: SessionDeps): Session {
  const { store, call, whoIsIt, clock, drafts, lastHere, holder, leaving, renewing, changed } = deps;
  const seat = createSeat(deps);

  const begin = (who: Me): Promise<void> => seat.inTurn(() => seat.take(who));

  async function ask(): Promise<void> {
    try {
      await begin(await whoIsIt(me, {}));
    } catch (error) {
      // With the old cookie: it is asked again with the new one.
      if (!(error instanceof ApiError) || error.code !== 'UNAUTHENTICATED' || renewal.state() === 'under way')
        throw error;
      // Whoever is being let in is wiped away whole, not half.
      await seat.letIn();
      seat.ended();
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
    seat.believed();
    return openLast(null);
  }

  /** Opens for whoever was here last; `held`: for this one alone, who is not yet believed to be still signed in. */
  function openLast(held: string | null): Promise<void> {
    return seat.inTurn(async () => {
      if (store.get().session !== 'unknown') return;
      const who = await lastHere().catch(() => null);
      if (!who || (held !== null && who.id !== held) || store.get().session !== 'unknown') return;
      await seat.take(who, held !== null);
    });
  }

  // Nobody knows yet who is signed in, and nothing else runs that would show how the connection is.
  const unreachable = (): void =>
    store.update((state) => ({
      ...state,
      connection: { ...state.connection, phase: 'reconnecting', since: clock.now() },
    }));

  const asking = createErrand(clock, ask);

  const renewal = createRenewal(clock, doubted);

  function doubted(): void {
    if (renewal.state() === 'under way') {
      renewal.heardTheEnd();
      return;
    }
    // Once is enough: all that was under way hears the same.
    const desk = seat.desk();
    if (!desk || desk.isPaused()) return;
    desk.pause();
    void identify();
  }

  // What was asked with the old cookie may be answered after there is a new one: whether it is over is asked then.
  const ended = () => (renewal.state() === 'none' ? seat.ended() : doubted());

  async function enter(work: () => Promise<Me>): Promise<void> {
    await drafts().flush();
    const who = await work();
    await begin(who);
    changed(who.id);
  }

  return {
    desk: seat.desk,
    letIn: seat.letIn,
    ended,
    doubted,
    identify,
    async renew(work) {
      const { me: who } = store.get();
      renewal.begin();
      if (who) renewing(who.id);
      try {
        return await work();
      } finally {
        if (who) changed(who.id);
        renewal.over();
      }
    },
    renewedElsewhere: renewal.begin,
    leavingElsewhere() {
      seat.leaving();
      void drafts().flush();
    },
    async changedElsewhere(userId) {
      const { me: who } = store.get();
      // The same one is news only where it had stopped.
      const isNews = userId !== (who?.id ?? null) || seat.desk()?.isPaused();
      renewal.over();
      if (!isNews) return;
      await drafts().flush();
      if (userId === null) seat.leaving();
      await identify();
    },
    register: (input) => enter(() => call(register, { body: input })),
    signIn: (input) => enter(() => call(signIn, { body: input })),
    async signOut(unsent) {
      await drafts().flush();
      if (unsent === 'discard') await seat.desk()?.outbox.discardAll();
      if (unsent === 'discard') await drafts().forgetAll();
      const { me: who } = store.get();
      // That the session is over may be heard sooner than this is answered, and even if the answer is lost.
      seat.leaving();
      if (who) leaving(who.id);
      try {
        await call(signOut, {});
      } catch (error) {
        const code = error instanceof ApiError ? error.code : null;
        // Nobody's session, or another's, is not to be ended in this one's name.
        if (code !== 'UNAUTHENTICATED' && code !== 'ACCOUNT_CHANGED') throw error;
      }
      seat.leave(null);
      changed(null);
    },
    async erase(work) {
      const { me: who } = store.get();
      const kept = seat.desk()?.outbox;
      // The server ends the session before it answers: that is no expiry.
      seat.leaving();
      try {
        await work();
      } catch (error) {
        seat.leaving(false);
        throw error;
      }
      if (who) leaving(who.id);
      // Nobody will ever send what is left of it.
      await Promise.allSettled([kept?.discardAll(), drafts().forgetAll()]);
      seat.leave(null);
      changed(null);
    },
    close() {
      renewal.stop();
      asking.stop();
      seat.close();
    },
  };
}
