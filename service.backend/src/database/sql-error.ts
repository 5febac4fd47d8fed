/** What Postgres refused, without the values it was given: a log may keep all of this. */
export class SqlError extends Error {
  readonly sqlState: string | undefined;
  readonly constraint: string | undefined;

  constructor(message: string, sqlState: string | undefined, constraint: string | undefined) {
    super(message);
    this.name = 'SqlError';
    this.sqlState = sqlState;
    this.constraint = constraint;
  }
}

const textOf = (source: object, key: string): string | undefined => {
  const value: unknown = Reflect.get(source, key);
  return typeof value === 'string' ? value : undefined;
};

/** The driver's own error below Sequelize's wrapping. */
export function driverError(error: unknown): object {
  let current: unknown = error;
  for (let depth = 0; depth < 4 && typeof current === 'object' && current !== null; depth++) {
    const inner: unknown = Reflect.get(current, 'parent') ?? Reflect.get(current, 'original');
    if (typeof inner !== 'object' || inner === null || inner === current) break;
    current = inner;
  }
  return typeof current === 'object' && current !== null ? current : { message: String(current) };
}

/** Strips an error of its statement's parameters. Messages of class 22 (data exceptions) quote values, so they go as well. */
export function toSqlError(error: unknown): SqlError {
  const driver = driverError(error);
  const sqlState = textOf(driver, 'code');
  const message = sqlState?.startsWith('22')
    ? 'a value does not fit'
    : (textOf(driver, 'message') ?? 'unknown failure');
  const sqlError = new SqlError(sqlState ? `${sqlState}: ${message}` : message, sqlState, textOf(driver, 'constraint'));
  if (error instanceof Error && error.stack)
    sqlError.stack = `${sqlError.name}: ${sqlError.message}\n${stepsOf(error.stack)}`;
  return sqlError;
}

const stepsOf = (stack: string): string =>
  stack
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .join('\n');

/** Which unique or check constraint was hit, if any: the one honest way to tell "taken" from "broken". */
export const violatedConstraint = (error: unknown): string | undefined =>
  error instanceof SqlError ? error.constraint : undefined;
