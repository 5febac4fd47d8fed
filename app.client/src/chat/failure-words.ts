import { clientFailures, type ErrorCode, errorCatalog, isErrorCode } from '@parley/shared/errors.ts';
import { limits } from '@parley/shared/limits.ts';

const spoken: Partial<Record<ErrorCode | keyof typeof clientFailures, string>> = {
  WRONG_CREDENTIALS: 'Username and password do not match.',
  USERNAME_TAKEN: 'This username is taken. Choose another.',
  PASSWORD_GUESSABLE: 'Anybody would guess this among the first. Choose another.',
  NOT_FOUND: 'This is not here any more, or it is not for you.',
  FORBIDDEN: 'You may not do this here.',
  VALIDATION_FAILED: 'The server did not accept this as it is.',
  CONTENT_TOO_LONG: 'It is too long. Shorten it, and send it again.',
  MESSAGE_DELETED: 'It was deleted meanwhile.',
  VERSION_BEHIND: 'It was changed meanwhile. Look at it again, then edit.',
  ID_TAKEN: 'It was sent before with other words.',
  LAST_OWNER: 'A group keeps at least one owner. Make somebody else an owner first.',
  INTERNAL: 'Something broke on the server. It is worth another try.',
  UNAVAILABLE: 'The service is not available right now. It is worth another try.',
  NETWORK_FAILED: 'The server could not be reached. Check the connection, then try again.',
  TIMED_OUT: 'The server did not answer in time. Try again.',
  KEPT_FULL: `There is no room for the rest: all that is kept whole on this device may take ${Math.round(limits.keptBytes / 1e6)} MB. Turn it off for another conversation, then try again.`,
  DISK_FULL: 'This device has no room for the rest. Make some, then try again.',
  CIRCUIT_OPEN: 'The server has been failing. Wait a moment, then try again.',
};

const codeOf = (failure: unknown): string | null =>
  typeof failure === 'object' && failure !== null && 'code' in failure && typeof failure.code === 'string'
    ? failure.code
    : null;

/** What went wrong, for people, decided by the code alone: never by the text a failure bears. */
export function failureWords(failure: unknown): string {
  const code = codeOf(failure);
  if (code === 'RATE_LIMITED') return waitWords(failure);
  if (code !== null && code in spoken) return spoken[code as keyof typeof spoken] ?? unknownFailure;
  if (isErrorCode(code)) return errorCatalog[code].message;
  if (code !== null && Object.hasOwn(clientFailures, code)) {
    return clientFailures[code as keyof typeof clientFailures].message;
  }
  return unknownFailure;
}

const unknownFailure = 'It did not work. Try again.';

function waitWords(failure: unknown): string {
  const ms =
    typeof failure === 'object' && failure !== null && 'retryAfterMs' in failure ? Number(failure.retryAfterMs) : 0;
  if (ms <= 0) return errorCatalog.RATE_LIMITED.message;
  const wait = ms > 120_000 ? `${Math.ceil(ms / 60_000)} min` : `${Math.ceil(ms / 1000)} s`;
  return `Too many at once. Try again in ${wait}.`;
}

/** True for a failure with this code. */
export const isFailure = (failure: unknown, code: ErrorCode): boolean => codeOf(failure) === code;
