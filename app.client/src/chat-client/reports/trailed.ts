import type { Link } from '../calls/call.ts';
import { ApiError } from '../failure.ts';
import type { Reporter } from './reporter.ts';

/** Notes every call by its route's name and how it ended: what an error came after. */
export const trailed =
  ({ note }: Pick<Reporter, 'note'>): Link =>
  (next) =>
  async (route, input) => {
    try {
      const output = await next(route, input);
      note({ kind: 'call', name: route.name, outcome: 'ok' });
      return output;
    } catch (error) {
      note({ kind: 'call', name: route.name, outcome: error instanceof ApiError ? error.code : 'INTERNAL' });
      throw error;
    }
  };
