import { randomUUID } from 'node:crypto';
import { type Me, Username } from '@parley/shared/models/user.ts';
import type { Database } from '../../database/connection.ts';
import { DomainError } from '../../platform/domain-error.ts';
import type { Limits } from '../../platform/limits.ts';
import type { Visit } from '../../platform/visit.ts';
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
export interface Registration {
  readonly username: string;
  readonly displayName: string;
  readonly email: string;
  readonly password: string;
}

/** Who came in, with what his browser is to keep. */
export interface Signed {
  readonly me: Me;
  readonly token: string;
  readonly deviceToken: string;
}

export interface Accounts {
  register(registration: Registration, visit: Visit): Promise<Signed>;
  signIn(credentials: { username: string; password: string }, visit: Visit): Promise<Signed>;
  me(actor: Actor): Promise<Me>;
  /** Fails unless this is the actor's own password: asked again before what cannot be undone. Counted like a sign-in. */
  prove(actor: Actor, password: string, visit: Visit): Promise<void>;
  changeProfile(actor: Actor, profile: { displayName: string }): Promise<Me>;
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

  async function enter(userId: string, visit: Visit, prepare: Parameters<Database['transaction']>[0]): Promise<Signed> {
    const { me, token, ended } = await db.transaction(async (tx) => {
      await prepare(tx);
      const session = { userId, userAgent: visit.userAgent, previousToken: visit.sessionToken };
      return { me: await repository.find(userId, tx), ...(await sessions.open(session, tx)) };
    });
    if (ended.length > 0) announcements.sessionsEnded(ended);
    return { me, token, deviceToken: devices.issue(me.username) };
  }

  /** Takes as long for who does not exist (null) as for who does. */
  async function look(username: string | null, password: string) {
    const account = username === null ? null : await repository.credentials(username);
    return { account, isRight: await passwords.verify(account?.passwordHash ?? null, password) };
  }

  return {
    async register({ password, ...person }, visit) {
      if (isCommonPassword(password, [person.username, person.displayName, person.email]))
        throw new DomainError('PASSWORD_GUESSABLE');
      const isRetired = await repository.isRetired(deps.nameMac(person.username));
      if (isRetired) throw new DomainError('USERNAME_TAKEN');
      const account = { ...person, id: randomUUID(), passwordHash: await passwords.hash(password) };
      return enter(account.id, visit, (tx) => repository.insert(account, tx));
    },

    async signIn({ username: typed, password }, visit) {
      const username = typed.trim().toLowerCase();
      // What cannot be a username is unknown like any other, and costs the same.
      const isPossible = Username.safeParse(username).success;
      const from = { ...visit, device: devices.recognise(visit.deviceToken, username) };
      if (isPossible) await guessing.take(username, from);
      const { account, isRight } = await look(isPossible ? username : null, password).catch(async (error: unknown) => {
        // Nobody looked at the password: it was no guess.
        await guessing.giveBack(username, from);
        throw error;
      });
      if (account === null || !isRight) throw new DomainError('WRONG_CREDENTIALS');
      await guessing.giveBack(username, from);
      const outdated = passwords.isOutdated(account.passwordHash);
      const renewed = outdated ? await passwords.hash(password) : null;
      return enter(account.id, visit, async (tx) => {
        if (renewed !== null) await repository.renewHash(account.id, renewed, tx);
      });
    },

    me: ({ userId }) => repository.find(userId),

    async prove({ userId }, password, visit) {
      const { username } = await repository.find(userId);
      const from = { ...visit, device: devices.recognise(visit.deviceToken, username) };
      await guessing.take(username, from);
      const { isRight } = await look(username, password);
      if (!isRight) throw new DomainError('WRONG_CREDENTIALS');
      await guessing.giveBack(username, from);
    },

    async changeProfile({ userId }, { displayName }) {
      const changed = await repository.rename(userId, displayName);
      if (changed) announcements.userChanged({ id: changed.id, version: changed.version });
      return changed ?? repository.find(userId);
    },
  };
}
