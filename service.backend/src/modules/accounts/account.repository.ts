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

/** People's own accounts. Who administrates the instance stands in the settings, not in a column. */
export function createAccountRepository(db: Database, isAdmin: (username: string) => boolean) {
  const meOf = (row: Row): Me => ({ ...row, isAdmin: isAdmin(row.username) });

  async function one(sql: string, binds: Record<string, string>, tx?: Tx): Promise<Me> {
    const [row] = await db.query<Row>(sql, binds, tx);
    // A session whose user is gone went with him; whoever is here nonetheless is nobody.
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
    async isRetired(nameMac: Buffer): Promise<boolean> {
      return (await db.query('SELECT FROM retired_names WHERE name_mac = $nameMac', { nameMac })).length > 0;
    },

    find: (id: string, tx?: Tx): Promise<Me> => one(`SELECT ${me} FROM users WHERE id = $id`, { id }, tx),

    async renewHash(id: string, passwordHash: string, tx: Tx): Promise<void> {
      await db.query('UPDATE users SET password_hash = $passwordHash WHERE id = $id', { id, passwordHash }, tx);
    },

    /** Null when it is the name already: nothing changed, nobody is told. */
    async rename(id: string, displayName: string): Promise<Me | null> {
      const [row] = await db.query<Row>(
        `UPDATE users SET display_name = $displayName, version = version + 1
         WHERE id = $id AND display_name <> $displayName RETURNING ${me}`,
        { id, displayName },
      );
      return row ? meOf(row) : null;
    },
  };
}
