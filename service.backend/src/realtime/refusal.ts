import { type ErrorCode, errorCatalog } from '@parley/shared/errors.ts';
import type { ClientEventName } from './inbound.ts';

/** A refusal in the shape that the event's acknowledgement declares: the second carrier answers as HTTP would. */
export function refusalOf(name: ClientEventName | null, code: ErrorCode, retryAfterMs?: number): object {
  if (name !== 'request') return { ok: false, code };
  const { status, message } = errorCatalog[code];
  const body = { error: { code, message, requestId: '' } };
  return { status, body, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}
