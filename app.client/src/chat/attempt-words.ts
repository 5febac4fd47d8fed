import type { Attempt } from '../chat-client/outbox/entry.ts';
import { failureWords } from './failure-words.ts';
import { timeOf } from './moments.ts';

/** What became of one try: by its code alone. */
export function outcomeWords({ outcome }: Attempt): string {
  if (outcome === 'UNANSWERED') return 'No answer came.';
  if (outcome === 'NETWORK_FAILED') return 'The server could not be reached.';
  if (outcome === 'TIMED_OUT') return 'No answer came in time.';
  if (outcome === 'CIRCUIT_OPEN') return 'Not sent out: the server had been failing.';
  if (outcome === 'UNAVAILABLE') return 'The service was not available.';
  if (outcome === 'INTERNAL') return 'Something broke on the server.';
  if (outcome === 'RATE_LIMITED') return 'Too many at once; it had to wait.';
  return failureWords({ code: outcome });
}

const numerals = ['', 'once', 'twice', 'three times', 'four times', 'five times', 'six times'];

/** "Tried once", "Tried three times", "Tried 12 times". */
export const triedWords = (count: number): string => `Tried ${numerals[count] ?? `${count} times`}`;

/** "10:46", or "10:46 to 10:52": when the tries were made. */
export function triedAt(attempts: readonly Attempt[]): string {
  const [first, last] = [attempts[0], attempts.at(-1)];
  if (!first || !last) return '';
  const [from, upTo] = [timeOf(first.at), timeOf(last.at)];
  return from === upTo ? from : `${from} to ${upTo}`;
}
