/** Every failure a person or a program can meet: the server reads `status`, the client reads `retryable`. */
export const errorCatalog = {
  VALIDATION_FAILED: { status: 400, retryable: false, message: 'The request does not fit the contract.' },
  MALFORMED_JSON: { status: 400, retryable: false, message: 'The body is not JSON.' },
  QUERY_INVALID: { status: 400, retryable: false, message: 'This search cannot be read.' },
  UNAUTHENTICATED: { status: 401, retryable: false, message: 'Sign in first.' },
  ACCOUNT_CHANGED: { status: 401, retryable: false, message: 'Somebody else is signed in here now.' },
  WRONG_CREDENTIALS: { status: 401, retryable: false, message: 'Username and password do not match.' },
  ORIGIN_REFUSED: { status: 403, retryable: false, message: 'This request did not come from the app.' },
  WRONG_PASSWORD: { status: 403, retryable: false, message: 'This is not your password.' },
  FORBIDDEN: { status: 403, retryable: false, message: 'You may not do this.' },
  NOT_FOUND: { status: 404, retryable: false, message: 'No such thing, or not for you.' },
  METHOD_NOT_ALLOWED: { status: 405, retryable: false, message: 'This path has no such method.' },
  REQUEST_TIMEOUT: { status: 408, retryable: true, message: 'The request took too long to arrive.' },
  EPOCH_CHANGED: { status: 409, retryable: false, message: 'The record was restored; start anew.' },
  VERSION_BEHIND: { status: 409, retryable: false, message: 'The message was changed meanwhile.' },
  USERNAME_TAKEN: { status: 409, retryable: false, message: 'This username is taken.' },
  LAST_OWNER: { status: 409, retryable: false, message: 'A group keeps at least one owner.' },
  DIRECT_IS_FIXED: { status: 409, retryable: false, message: 'A direct conversation has two people and no title.' },
  CONVERSATION_ARCHIVED: {
    status: 409,
    retryable: false,
    message: 'The conversation is archived: nothing is written to it.',
  },
  EXPORT_UNFINISHED: { status: 409, retryable: false, message: 'The export is not written yet.' },
  MESSAGE_DELETED: { status: 410, retryable: false, message: 'The message was deleted.' },
  LINK_SPENT: { status: 410, retryable: false, message: 'The link was used, or its time is over.' },
  PRECONDITION_FAILED: { status: 412, retryable: false, message: 'This is not as you expected it.' },
  CONTENT_TOO_LONG: { status: 413, retryable: false, message: 'The message is too long.' },
  BODY_TOO_LARGE: { status: 413, retryable: false, message: 'The body is too large.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, retryable: false, message: 'Bodies are application/json.' },
  PASSWORD_GUESSABLE: { status: 422, retryable: false, message: 'Anybody would guess this password among the first.' },
  ID_TAKEN: { status: 422, retryable: false, message: 'This id already names something else.' },
  QUOTA_EXCEEDED: { status: 422, retryable: false, message: 'There is no room for more.' },
  HEADERS_TOO_LARGE: { status: 431, retryable: false, message: 'The headers are too large.' },
  RATE_LIMITED: { status: 429, retryable: true, message: 'Too many at once; wait a moment.' },
  INTERNAL: { status: 500, retryable: true, message: 'Something broke on the server.' },
  UNAVAILABLE: { status: 503, retryable: true, message: 'The service is not available right now.' },
} as const;

/** A failure's name: stable, for programs; people read the message. */
export type ErrorCode = keyof typeof errorCatalog;

/** Failures that no server answered: the client names them itself. All of them are worth another try. */
export const clientFailures = {
  NETWORK_FAILED: { retryable: true, message: 'The server could not be reached.' },
  TIMED_OUT: { retryable: true, message: 'The server did not answer in time.' },
  CIRCUIT_OPEN: { retryable: true, message: 'The server has been failing; waiting before the next try.' },
  ANSWER_UNREADABLE: { retryable: true, message: 'The answer could not be read.' },
  KEPT_FULL: { retryable: true, message: 'What is kept whole on this device has no more room.' },
  DISK_FULL: { retryable: true, message: 'This browser gives no more room on its disk.' },
  STORAGE_FAILED: { retryable: true, message: 'This browser could not write it down.' },
} as const;

/** A failure the client names itself. */
export type ClientFailureCode = keyof typeof clientFailures;

/** True for a code of the catalogue; what an unknown server says is not trusted to be one. */
export const isErrorCode = (code: unknown): code is ErrorCode =>
  typeof code === 'string' && Object.hasOwn(errorCatalog, code);
