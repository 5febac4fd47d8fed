import { randomUUID } from 'node:crypto';
import { type Me, Username } from '@parley/shared/models/user.ts';
import type { Database, Tx } from '../../database/connection.ts';
import { DomainError } from '../../platform/domain-error.ts';
import type { Limits } from '../../platform/limits.ts';
import type { AwaitedVisit, Visit } from '../../platform/visit.ts';
import type { Actor } from '../actor.ts';
import type { Announcements } from '../announcements.ts';
import type { Sessions } from '../sessions/session.service.ts';
import { createAccountRepository } from './account.repository.ts';
import type { Admins } from './admins.ts';
import { isCommonPassword } from './common-passwords.ts';
import type { KnownDevices } from './known-devices.ts';
import type { Passwords } from './password.ts';
import { createSignInLimits } from './sign-in-limits.ts';

/** What a person tells of himself when he makes an account. */
interface Registration {
  readonly username: string;
  readonly displayName: string;
  readonly email: string;
  readonly password: string;
}

/** Who came in, with what his browser is to keep. */
interface Signed {
  readonly me: Me;
  readonly token: string;
  readonly deviceToken: string;
}

/** What people do with their own accounts. */
export interface Accounts {
  register(registration: Registration, visit: AwaitedVisit): Promise<Signed>;
  signIn(credentials: { username: string; password: string }, visit: AwaitedVisit): Promise<Signed>;
  me(actor: Actor): Promise<Me>;
  /** Fails unless this is the actor's own password: asked again before what cannot be undone. Counted like a sign-in. */
  prove(actor: Actor, password: string, visit: Visit): Promise<void>;
  changeProfile(actor: Actor, profile: { displayName: string }): Promise<Me>;
  /** Every other session is over, and the actor's own goes on under this token. Returns how many others there were. */
  changePassword(
    actor: Actor,
    change: { password: string; newPassword: string },
    visit: AwaitedVisit,
  ): Promise<{ token: string; ended: number }>;
}

/** Accounts, and the way into them. */
export function createAccounts(deps: {
  db: Database;
  sessions: Sessions;
  limits: Limits;
  passwords: Passwords;
  devices: KnownDevices;
  admins: Admins;
  /** A keyed hash of a username: what is kept of one that may not be taken again. */
  nameMac: (username: string) => Buffer;
  announcements: Pick<Announcements, 'sessionsEnded' | 'userChanged'>;
}): Accounts {
  const { db, sessions, passwords, devices, announcements } = deps;
  const repository = createAccountRepository(db, deps.admins.isNamed);
  const guessing = createSignInLimits(deps.limits);

  async function openFor(userId: string, visit: AwaitedVisit, tx: Tx) {
    const session = { userId, userAgent: visit.userAgent, previousToken: visit.sessionToken };
    const opened = { me: await repository.find(userId, tx), ...(await sessions.open(session, tx)) };
    // Nobody would hold its token, and who registers again would find his name taken.
    visit.assertAwaited();
    return opened;
  }

  /** After the commit. */
  function signed({ me, token, ended }: Awaited<ReturnType<typeof openFor>>): Signed {
    if (ended.length > 0) announcements.sessionsEnded(ended);
    return { me, token, deviceToken: devices.issue(me.username) };
  }

  /**
   * The account that this password opens, else null: then it was a guess, and counted. What cannot be a username is unknown like
   * any other; the unknown takes as long as the wrong.
   */
  async function recognise(username: string, password: string, visit: Visit) {
    const isPossible = Username.safeParse(username).success;
    const from = { ...visit, device: devices.recognise(visit.deviceToken, username) };
    const giveBack = async () => {
      if (isPossible) await guessing.giveBack(username, from);
    };
    async function look() {
      const account = isPossible ? await repository.credentials(username) : null;
      return (await passwords.verify(account?.passwordHash ?? null, password)) ? account : null;
    }
    if (isPossible) await guessing.take(username, from);
    const account = await look().catch(async (error: unknown) => {
      // Nobody looked at the password: it was no guess.
      await giveBack();
      throw error;
    });
    if (account !== null) await giveBack();
    return account;
  }

  async function prove({ userId }: Actor, password: string, visit: Visit) {
    const me = await repository.find(userId);
    const account = await recognise(me.username, password, visit);
    if (account === null) throw new DomainError('WRONG_PASSWORD');
    return { me, passwordHash: account.passwordHash };
  }

  function refuseGuessable(password: string, person: Pick<Me, 'username' | 'displayName' | 'email'>): void {
    if (isCommonPassword(password, [person.username, person.displayName, person.email]))
      throw new DomainError('PASSWORD_GUESSABLE');
  }

  async function signIn(typed: { username: string; password: string }, visit: AwaitedVisit): Promise<Signed> {
    const account = await recognise(typed.username.trim().toLowerCase(), typed.password, visit);
    if (account === null) throw new DomainError('WRONG_CREDENTIALS');
    const { id, passwordHash } = account;
    const renewed = passwords.isOutdated(passwordHash) ? await passwords.hash(typed.password) : null;
    const opened = await db.transaction(async (tx) => {
      const isStill =
        renewed === null
          ? repository.isHash(id, passwordHash, tx)
          : repository.replaceHash(id, passwordHash, renewed, tx);
      return (await isStill) ? openFor(id, visit, tx) : null;
    });
    // Changed since it was looked at: an old password opens no session that the change has not ended.
    return opened === null ? signIn(typed, visit) : signed(opened);
  }

  return {
    signIn,

    async register({ password, ...person }, visit) {
      refuseGuessable(password, person);
      const account = { ...person, id: randomUUID(), passwordHash: await passwords.hash(password) };
      const opened = await db.transaction(async (tx) => {
        await repository.insert(account, tx);
        // Asked once the name is held: until then whoever had it may have been about to give it up.
        if (await repository.isRetired(deps.nameMac(person.username), tx)) throw new DomainError('USERNAME_TAKEN');
        return openFor(account.id, visit, tx);
      });
      return signed(opened);
    },

    me: ({ userId }) => repository.find(userId),
    prove: async (actor, password, visit) => void (await prove(actor, password, visit)),

    async changePassword(actor, { password, newPassword }, visit) {
      const { me, passwordHash } = await prove(actor, password, visit);
      refuseGuessable(newPassword, me);
      const next = await passwords.hash(newPassword);
      const { token, ended } = await db.transaction(async (tx) => {
        // Of two who change it at once the second no longer knows it.
        if (!(await repository.replaceHash(me.id, passwordHash, next, tx))) throw new DomainError('WRONG_PASSWORD');
        const renewed = await sessions.renew(actor, tx);
        visit.assertAwaited();
        return renewed;
      });
      announcements.sessionsEnded(ended);
      return { token, ended: ended.length - 1 };
    },

    async changeProfile({ userId }, { displayName }) {
      const changed = await repository.rename(userId, displayName);
      if (changed) announcements.userChanged({ id: changed.id, version: changed.version });
      return changed ?? repository.find(userId);
    },
  };
}
