import { type Logger, pino } from 'pino';

export type { Logger };

/**
 * Lines of JSON. What is logged is chosen field by field (never a body, a header, a token); the redaction below is the
 * second net, for whatever an error object of a library may carry along.
 */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    redact: {
      paths: [
        'cookie',
        'password',
        'token',
        'authorization',
        'body',
        'headers',
        '*.cookie',
        '*.password',
        '*.token',
      ].concat(['*.authorization', '*.body', '*.headers', 'err.parameters', 'err.sql', 'err.original', 'err.parent']),
      remove: true,
    },
  });
}
