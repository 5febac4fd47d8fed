import { driverError, SqlError } from './sql-error.ts';

// SQLSTATE classes and codes that say "not now" rather than "not so": connection exceptions, shutdown and recovery,
// cancelled by a timeout, lost races, locks not got in time, a server that only reads, out of resources.
const transientClasses = ['08', '53'];
const transientStates = new Set([
  '57P01',
  '57P02',
  '57P03',
  '57P04',
  '57P05',
  '57014',
  '40001',
  '40P01',
  '55P03',
  '25006',
]);
const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

// The driver names these by their text alone; this is the only place that reads it.
const connectionLost =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|Query read timeout|timeout expired)/;

const sequelizeConnectionErrors =
  /^SequelizeConnection|^SequelizeHostNot|^SequelizeInvalidConnection|^SequelizeAccessDenied/;

/** True when the same request may succeed later: it becomes a 503, never a 500, and the sender keeps what he has. */
export function isTransient(error: unknown): boolean {
  if (error instanceof Error && sequelizeConnectionErrors.test(error.name)) return true;
  const driver = driverError(error);
  const code: unknown = Reflect.get(driver, 'code');
  if (typeof code === 'string') {
    return transientStates.has(code) || networkCodes.has(code) || transientClasses.includes(code.slice(0, 2));
  }
  return isConnectionLost(error);
}

/** True when the connection itself is of no use any more: asking it for a rollback would only wait again. */
export function isConnectionLost(error: unknown): boolean {
  const message: unknown = Reflect.get(driverError(error), 'message');
  return typeof message === 'string' && connectionLost.test(message);
}

// Those of the above that say "Postgres is not there", not "not this one now": a lock that was not got, a statement that
// took too long or a server that only reads says that it is.
const goneStates = new Set(['57P01', '57P02', '57P03']);
const poolExhausted = /^(Operation timeout|ResourceRequest timed out)/;

/** True when nobody could do better: takes what `toSqlError` made. */
export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof SqlError)) return false;
  const { sqlState } = error;
  if (sqlState === undefined) return isConnectionLost(error);
  return goneStates.has(sqlState) || networkCodes.has(sqlState) || transientClasses.includes(sqlState.slice(0, 2));
}

/** True when no connection of the pool came free in time: of a busy database or of one that is gone, it does not say. */
export const isPoolExhausted = (error: unknown): boolean =>
  error instanceof SqlError && poolExhausted.test(error.message);
