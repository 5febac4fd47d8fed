import {
  changePassword,
  endOtherSessions,
  endSession,
  eraseAccount,
  listSessions,
} from '@parley/shared/contract/own-account.routes.ts';
import type { OwnSession } from '@parley/shared/models/own-session.ts';
import type { Call } from '../calls/call.ts';
import { ApiError } from '../failure.ts';
import type { Session } from './session.ts';

/** Where one is signed in, and the password that lets one in. */
export interface OwnAccount {
  /** This one first, then as they were last used. */
  sessions(): Promise<readonly OwnSession[]>;
  /** Signs out another of my sessions. One that is over already is over. */
  endSession(sessionId: string): Promise<void>;
  /** Signs out all but this one. Resolves with how many they were. */
  endOtherSessions(): Promise<number>;
  /** The same, and the next time it is the new one that lets me in. Rejects with `WRONG_PASSWORD` and `PASSWORD_GUESSABLE`. */
  changePassword(password: string, newPassword: string): Promise<number>;
  /** Erases the account, and signs out. `erase`: what it wrote goes too. There is no way back. */
  erase(password: string, messages: 'keep' | 'erase'): Promise<void>;
}

/** What it needs. */
export interface OwnAccountDeps extends Pick<Session, 'renew' | 'erase'> {
  readonly call: Call;
}

/** It is the server's work: nothing of it is kept here. */
export const createOwnAccount = ({ call, renew, erase }: OwnAccountDeps): OwnAccount => ({
  sessions: async () => (await call(listSessions, {})).sessions,
  async endSession(sessionId) {
    try {
      await call(endSession, { params: { sessionId } });
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'NOT_FOUND') throw error;
    }
  },
  endOtherSessions: async () => (await call(endOtherSessions, {})).ended,
  changePassword: (password, newPassword) =>
    renew(async () => (await call(changePassword, { body: { password, newPassword } })).ended),
  erase: (password, messages) => erase(() => call(eraseAccount, { body: { password, messages } })),
});
