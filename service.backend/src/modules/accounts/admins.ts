import type { Database } from '../../database/connection.ts';
import type { Actor } from '../actor.ts';
import { usernameOf } from './account.repository.ts';

/** Who administrates this instance: named in the settings, asked anew at every request. */
export interface Admins {
  isNamed(username: string): boolean;
  isAdmin(actor: Actor): Promise<boolean>;
}

/** Names are compared with the account as it is now, never with what a session remembers. */
export function createAdmins(db: Database, usernames: readonly string[]): Admins {
  const named = new Set(usernames);
  return {
    isNamed: (username) => named.has(username),

    async isAdmin({ userId }) {
      if (named.size === 0) return false;
      const username = await usernameOf(db, userId);
      return username !== null && named.has(username);
    },
  };
}
