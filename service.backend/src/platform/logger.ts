import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';

export type { Logger };

const secrets = ['cookie', 'password', 'token', 'authorization', 'body', 'headers'];
/** What the libraries of Postgres and Redis hang on their errors: statements and commands, with the values they were given. */
const ofStatements = ['parameters', 'sql', 'original', 'parent', 'detail', 'where', 'internalQuery', 'command'].map(
  (name) => `err.${name}`,
);

/**
 * Lines of JSON. What is logged is chosen field by field (never a body, a header, a token); the redaction below is the
 * second net, for whatever an error object of a library may carry along. Written to standard output, if nowhere else.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    redact: {
      paths: [...secrets, ...secrets.map((name) => `*.${name}`), ...ofStatements],
      remove: true,
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
