import type { Link } from '../calls/call.ts';
import { ApiError } from '../failure.ts';

/** Tells of answers that say "sign in first" or "this is somebody else's", before whoever asked hears of it. */
export const watchingSession =
  ({ ended, doubted }: { readonly ended: () => void; readonly doubted: () => void }): Link =>
  (next) =>
  async (route, input) => {
    try {
      return await next(route, input);
    } catch (error) {
      const code = error instanceof ApiError && route.access !== 'anyone' ? error.code : null;
      if (code === 'UNAUTHENTICATED') ended();
      if (code === 'ACCOUNT_CHANGED') doubted();
      throw error;
    }
  };
