import pg from 'pg';
import { type BindOrReplacements, QueryTypes, Sequelize, type Transaction } from 'sequelize';
import { DomainError } from '../platform/domain-error.ts';
import { toSqlError } from './sql-error.ts';
import { isConnectionLost, isTransient } from './transient.ts';
import { installValueParsers } from './value-parsers.ts';

/** A running transaction, passed by hand to whoever takes part in it. */
export type Tx = Transaction;

/** Values by name (`$name` in the statement). Structures travel as JSON text. */
export type Binds = Readonly<
  Record<string, string | number | boolean | null | Buffer | readonly string[] | readonly number[]>
>;

/** The one door to Postgres. Every failure leaves it as UNAVAILABLE (worth another try) or as a SqlError without values. */
export interface Database {
  readonly sequelize: Sequelize;
  /** READ COMMITTED, or one snapshot for reading. A commit without an answer is UNAVAILABLE: nobody knows. */
  transaction<T>(work: (tx: Tx) => Promise<T>, options?: { readonly snapshot?: boolean }): Promise<T>;
  query<Row extends object>(sql: string, binds?: Binds, tx?: Tx): Promise<Row[]>;
  ping(): Promise<void>;
  close(): Promise<void>;
  /** Rises with every new connection: what was learnt over an older one may belong to another life of the database. */
  generation(): number;
  /** The pool as it stands. */
  pool(): Pool;
}

/** Connections of the pool, and who waits for one. */
export interface Pool {
  readonly limit: number;
  readonly used: number;
  readonly idle: number;
  readonly waiting: number;
}

/** How long anything may take. Tests and migrations have other ideas than requests. */
export interface DatabaseTimeouts {
  readonly poolWait: number;
  readonly statement: number;
  readonly lock: number;
  readonly answer: number;
  readonly connect: number;
}

const requestTimeouts: DatabaseTimeouts = {
  poolWait: 1_000,
  statement: 1_900,
  lock: 1_500,
  answer: 2_000,
  connect: 1_000,
};

interface PgClient {
  readonly connection: { on(event: 'errorMessage', listener: (said: { severity?: string }) => void): void };
  /** What Sequelize's pool looks at before it hands a connection out. */
  _invalid?: boolean;
  setTypeParser(oid: number, format: 'text', parse: (text: string) => unknown): void;
  on(event: 'error', listener: (error: Error) => void): void;
}

interface Logger {
  warn(fields: object, message: string): void;
}

/** Opens a pool of its own; connects with the first statement. */
export function openPostgres(options: {
  readonly url: string;
  readonly logger: Logger;
  readonly poolSize?: number;
  readonly timeouts?: Partial<DatabaseTimeouts>;
  /** Told when an answer did not come, and nobody knows whether what was asked is stored. */
  readonly onDoubt?: () => void;
  /** Told how long somebody waited for a connection, in milliseconds. */
  readonly onAcquired?: (milliseconds: number) => void;
}): Database {
  const timeouts = { ...requestTimeouts, ...options.timeouts };
  const limit = options.poolSize ?? 10;
  const asked = new WeakMap<object, number>();
  let generation = 0;

  const sequelize = new Sequelize(options.url, {
    dialect: 'postgres',
    // The same that everything else uses: a built server holds its own.
    dialectModule: pg,
    logging: false,
    timezone: '+00:00',
    pool: { max: limit, min: 0, acquire: timeouts.poolWait, idle: 30_000 },
    retry: { max: 1 },
    dialectOptions: {
      application_name: 'parley',
      statement_timeout: timeouts.statement,
      lock_timeout: timeouts.lock,
      // A frozen server enforces no timeout of its own: the driver gives up and the connection is thrown away.
      query_timeout: timeouts.answer,
      connectionTimeoutMillis: timeouts.connect,
      idle_in_transaction_session_timeout: timeouts.statement === 0 ? 0 : 10_000,
      keepAlive: true,
      // Many short statements: compiling one costs more than running it.
      options: '-c jit=off',
    },
    hooks: {
      afterConnect(connection) {
        generation++;
        const client = connection as PgClient;
        installValueParsers(client);
        // The server's last word, often said in answer to a statement: whoever came next would find the connection ended.
        client.connection.on('errorMessage', ({ severity }) => {
          if (severity === 'FATAL') client._invalid = true;
        });
        client.on('error', (error) => options.logger.warn({ reason: error.message }, 'lost a database connection'));
      },
      beforePoolAcquire(request) {
        if (request !== undefined) asked.set(request, performance.now());
      },
      afterPoolAcquire(_connection, request) {
        const since = request === undefined ? undefined : asked.get(request);
        if (since !== undefined) options.onAcquired?.(performance.now() - since);
      },
    },
  });

  const failure = (error: unknown): Error => {
    if (error instanceof DomainError) return error;
    const sqlError = toSqlError(error);
    return isTransient(error) ? new DomainError('UNAVAILABLE', { cause: sqlError }) : sqlError;
  };

  async function query<Row extends object>(sql: string, binds?: Binds, tx?: Tx): Promise<Row[]> {
    try {
      return await sequelize.query<Row>(sql, {
        type: QueryTypes.SELECT,
        raw: true,
        // Without values a dollar sign is one: the body of a function is full of them.
        ...(binds === undefined ? {} : { bind: binds as BindOrReplacements }),
        transaction: tx ?? null,
      });
    } catch (error) {
      const wrong = failure(error);
      // Inside a transaction its commit is what counts.
      if (tx === undefined && wrong instanceof DomainError) options.onDoubt?.();
      throw wrong;
    }
  }

  async function begin(snapshot: boolean): Promise<Tx> {
    const tx = await sequelize.transaction().catch((error: unknown) => {
      throw failure(error);
    });
    if (snapshot) {
      await query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY', {}, tx).catch(async (error: unknown) => {
        await abandon(tx, error);
        throw error;
      });
    }
    return tx;
  }

  /** Ends a failed transaction without ever hiding why it failed. */
  async function abandon(tx: Tx, error: unknown): Promise<void> {
    const lost = isConnectionLost(error instanceof DomainError ? error.cause : error);
    const ended = lost ? false : await finish(tx, 'ROLLBACK').catch(() => false);
    await (ended ? release(tx) : discard(tx)).catch(() => undefined);
  }

  /** Postgres answers the commit of a failed transaction with a rollback, and calls that a success. */
  async function finish(tx: Tx, command: 'COMMIT' | 'ROLLBACK'): Promise<boolean> {
    const [, outcome] = await sequelize.query(command, { type: QueryTypes.RAW, transaction: tx });
    return (outcome as { command?: string }).command === command;
  }

  async function transaction<T>(work: (tx: Tx) => Promise<T>, { snapshot = false } = {}): Promise<T> {
    const tx = await begin(snapshot);
    let result: T;
    try {
      result = await work(tx);
    } catch (error) {
      await abandon(tx, error);
      throw error;
    }
    try {
      if (!(await finish(tx, 'COMMIT'))) throw new Error('the transaction had failed before its commit');
      await release(tx);
    } catch (error) {
      await discard(tx).catch(() => undefined);
      options.onDoubt?.();
      throw new DomainError('UNAVAILABLE', { cause: toSqlError(error) });
    }
    return result;
  }

  return {
    sequelize,
    transaction,
    query,
    ping: async () => void (await query('SELECT 1')),
    close: () => sequelize.close(),
    generation: () => generation,
    pool: () => ({ limit, ...poolOf(sequelize) }),
  };
}

/** Sequelize keeps its pool to itself; its numbers are nobody's secret. */
function poolOf(sequelize: Sequelize): Omit<Pool, 'limit'> {
  const { connectionManager } = sequelize as unknown as {
    readonly connectionManager: { readonly pool: { using: number; available: number; waiting: number } };
  };
  const { using, available, waiting } = connectionManager.pool;
  return { used: using, idle: available, waiting };
}

// Sequelize's own commit and rollback write to the console when they fail; these two it knows, but its types do not.
interface Ending {
  cleanup(): void;
  forceCleanup(): Promise<void>;
}

/** Gives the connection back to the pool. */
const release = async (tx: Tx): Promise<void> => (tx as unknown as Ending).cleanup();

/** Destroys the connection: what state it is in, nobody knows. */
const discard = (tx: Tx): Promise<void> => (tx as unknown as Ending).forceCleanup();
