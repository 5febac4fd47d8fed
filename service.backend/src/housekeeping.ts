import type { Logger } from './platform/logger.ts';
import { createTicker, type Ticker } from './platform/ticker.ts';

const everyMs = 60_000;

/** What is to be looked after again and again; each may fail, and is tried the next time. */
export function createHousekeeping(deps: {
  /** Clears the files of exports that are over. */
  readonly clear: () => Promise<void>;
  /** Has the rules of retention followed. */
  readonly keep: () => Promise<void>;
  readonly logger: Logger;
}): Ticker {
  const { clear, keep, logger } = deps;
  const later = (what: string) => (error: unknown) => logger.warn({ err: error }, `${what}, the next time goes on`);
  return createTicker(everyMs, async () => {
    await clear().catch(later('old files were not cleared'));
    await keep().catch(later('nobody looked after what is to be kept'));
  });
}
