import type { Me } from '@parley/shared/models/user.ts';
import type { Database, Tx } from '../../database/connection.ts';
import { violatedConstraint } from '../../database/sql-error.ts';
import { DomainError } from '../../platform/domain-error.ts';

const me = `id, username, display_name AS "displayName", version, email, created_at AS "createdAt"`;

/** An account to be. */
export interface NewAccount {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly email: string;
  readonly passwordHash: string;
}

type Row = Omit<Me, 'isAdmin'>;

/** The name an account has now. Asked apart from the others: they are told by it who is an administrator. */
export async function usernameOf(db: Database, id: string): Promise<string | null> {
  const [row] = await db.query<{ username: string }>('SELECT username FROM users WHERE id = $id', { id });
  return row?.username ?? null;
}

/** People's own accounts. Who administrates the instance stands in the settings, not in a column. */
export function createAccountRepository(db: Database, isAdmin: (username: string) => boolean) {
  const meOf = (row: Row): Me => ({ ...row, isAdmin: isAdmin(row.username) });

  async function one(sql: string, binds: Record<string, string>, tx?: Tx): Promise<Me> {
    const [row] = await db.query<Row>(sql, binds, tx);
    // A session whose user is gone went with him; whoever was let in before is nobody by now.
    if (!row) throw new DomainError('UNAUTHENTICATED');
    return meOf(row);
  }

  return {
    async insert(account: NewAccount, tx: Tx): Promise<Me> {
      return one(
        `INSERT INTO users (id, username, display_name, email, password_hash)
         VALUES ($id, $username, $displayName, $email, $passwordHash) RETURNING ${me}`,
        { ...account },
        tx,
      ).catch((error: unknown) => {
        if (violatedConstraint(error) === 'users_username_key') throw new DomainError('USERNAME_TAKEN');
        throw error;
      });
    },

    async credentials(username: string): Promise<{ id: string; passwordHash: string } | null> {
      const [row] = await db.query<{ id: string; passwordHash: string }>(
        'SELECT id, password_hash AS "passwordHash" FROM users WHERE username = $username AND erased_at IS NULL',
        { username },
      );
      return row ?? null;
    },

    /** Whether somebody who erased his account had this name. */
    async isRetired(nameMac: Buffer, tx: Tx): Promise<boolean> {
      return (await db.query('SELECT FROM retired_names WHERE name_mac = $nameMac', { nameMac }, tx)).length > 0;
    },

    find: (id: string, tx?: Tx): Promise<Me> =>
      one(`SELECT ${me} FROM users WHERE id = $id AND erased_at IS NULL`, { id }, tx),

    /** Puts another hash in the place of the one that was looked at; false where that is no longer the account's. */
    async replaceHash(id: string, known: string, next: string, tx: Tx): Promise<boolean> {
      const sql = 'UPDATE users SET password_hash = $next WHERE id = $id AND password_hash = $known RETURNING id';
      return (await db.query(sql, { id, known, next }, tx)).length > 0;
    },

    /** Whether this is still the account's hash; if so, it stays so until the transaction is over. */
    async isHash(id: string, known: string, tx: Tx): Promise<boolean> {
      const sql = 'SELECT FROM users WHERE id = $id AND password_hash = $known FOR SHARE';
      return (await db.query(sql, { id, known }, tx)).length > 0;
    },

    /** Null when it is the name already: nothing changed, nobody is told. */
    async rename(id: string, displayName: string): Promise<Me | null> {
      const [row] = await db.query<Row>(
        `UPDATE users SET display_name = $displayName, version = version + 1
         WHERE id = $id AND display_name <> $displayName AND erased_at IS NULL RETURNING ${me}`,
        { id, displayName },
      );
      return row ? meOf(row) : null;
    },
  };
}
