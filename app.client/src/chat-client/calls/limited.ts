import { ApiError } from '../failure.ts';
import type { Link } from './call.ts';
import type { RateLimiter } from './rate-limiter.ts';

/** Guards the wire: what the server would refuse does not leave, and fails with the time to wait. */
export const limited =
  (limiter: RateLimiter): Link =>
  (next) =>
  async (route, input) => {
    const wait = limiter.take(route.limit);
    if (wait > 0) throw new ApiError('RATE_LIMITED', 'local', { retryAfterMs: wait });
    try {
      return await next(route, input);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'RATE_LIMITED')
        limiter.obey(route.limit, error.retryAfterMs ?? 1000);
      throw error;
    }
  };
