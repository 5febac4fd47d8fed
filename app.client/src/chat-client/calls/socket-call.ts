import { carried, swift } from '@parley/shared/contract/carried.ts';
import { acknowledgements } from '@parley/shared/contract/events.ts';
import { timings } from '@parley/shared/limits.ts';
import { ApiError } from '../failure.ts';
import type { ChatSocket } from '../ports.ts';
import { readAnswer } from './answer.ts';
import { type Call, type Link, partsOf } from './call.ts';

const carriedNames: ReadonlySet<string> = new Set(carried.map(({ name }) => name));
const swiftNames: ReadonlySet<string> = new Set(swift.map(({ name }) => name));

/** The second carrier: the same request over the socket, with an acknowledgement for an answer. */
export const socketCall =
  (socket: () => ChatSocket | null): Call =>
  async (route, input) => {
    const carrier = socket();
    if (!carrier?.connected) throw new ApiError('NETWORK_FAILED', 'local');
    const { params, body } = partsOf(input);
    const answer = await carrier
      .ask('request', { route: route.name, params: params ?? {}, body }, timings.requestTimeout)
      .catch(() => Promise.reject(new ApiError('TIMED_OUT', 'wire')));
    const parsed = acknowledgements.request.safeParse(answer);
    if (!parsed.success) throw new ApiError('ANSWER_UNREADABLE', 'wire');
    return readAnswer(route, parsed.data);
  };

/**
 * Tries the second carrier after the first has failed on the way, never beside it, so that one lane never has two
 * requests under way. What the service has answered is not asked again.
 */
export const withSecondCarrier =
  (socket: () => ChatSocket | null, second: Call): Link =>
  (next) =>
  async (route, input) => {
    try {
      return await next(route, input);
    } catch (error) {
      if (!carriedNames.has(route.name) || !isOnTheWay(error) || !socket()?.connected) throw error;
      return second(route, input).catch((secondError) => Promise.reject(together(error, secondError)));
    }
  };

/**
 * A comparison, and how far somebody has read, go over the socket where there is one: it has been let in, and need not be let
 * in once more. What does not come back, and what this server does not take that way, is asked over HTTP.
 */
export const withSwiftCarrier =
  (socket: () => ChatSocket | null, first: Call): Link =>
  (next) =>
  async (route, input) => {
    if (!swiftNames.has(route.name) || !socket()?.connected) return next(route, input);
    try {
      return await first(route, input);
    } catch (error) {
      if (isOnTheWay(error) || (error instanceof ApiError && error.code === 'NOT_FOUND')) return next(route, input);
      throw error;
    }
  };

const isOnTheWay = (error: unknown): error is ApiError =>
  error instanceof ApiError && error.source !== 'server' && error.code !== 'RATE_LIMITED';

/** What both tries say of the request: a refusal of the second leaves open what became of the first. */
function together(first: ApiError, second: unknown): unknown {
  if (first.source === 'local' || !(second instanceof ApiError)) return second;
  return second.source === 'local' ? first : second.afterSilence();
}
