import type { Call } from '../../chat-client/calls/call.ts';
import { limited } from '../../chat-client/calls/limited.ts';
import { createRateLimiter } from '../../chat-client/calls/rate-limiter.ts';
import { ApiError } from '../../chat-client/failure.ts';
import type { OutboxEntry } from '../../chat-client/outbox/entry.ts';
import { openOutbox } from '../../chat-client/outbox/outbox.ts';
import type { Clock, OutboxStorage } from '../../chat-client/ports.ts';

/** What sending without a page takes. */
export interface SendingDeps {
  readonly userId: string;
  readonly storage: OutboxStorage;
  /** In this user's name: with another's cookie it does nothing. */
  readonly call: Call;
  readonly clock: Clock;
  readonly newId: () => string;
  /** A page has come and sends by itself. */
  readonly isRelieved: () => boolean;
  /** Pages should read what was written. */
  readonly written: () => void;
}

/** How long it is tried at a time; the browser calls again later. */
const PATIENCE = 20_000;
const LOOK_EVERY = 100;

const waits = ({ status }: OutboxEntry): boolean => status === 'queued' || status === 'sending';

/**
 * Sends what one user left unsent, by the very lanes a page sends by: same ids, same order, same marks on disk. True when
 * nothing is left that would go by itself, or it is somebody else's turn; false: try again later.
 */
export async function sendWaiting(deps: SendingDeps): Promise<boolean> {
  const { userId, storage, clock, newId, isRelieved, written } = deps;
  let entries: readonly OutboxEntry[] = [];
  let isRefused = false;
  const limiter = createRateLimiter(clock);
  const call: Call = async (route, input) => {
    try {
      return await deps.call(route, input);
    } catch (error) {
      // Signed out, or another's cookie: what is here waits for its author.
      if (error instanceof ApiError && (error.code === 'UNAUTHENTICATED' || error.code === 'ACCOUNT_CHANGED'))
        isRefused = true;
      throw error;
    }
  };
  const outbox = await openOutbox({
    userId,
    storage,
    clock,
    newId,
    limiter,
    written,
    call: limited(limiter)(call),
    // Nobody waits for what a worker sends.
    stages: { written: () => undefined, reached: () => undefined },
    listener: { sent: () => undefined, amended: () => undefined },
    maySend: () => !isRefused && !isRelieved(),
    reachable: () => true,
    skewMs: () => null,
    changed: (now) => {
      entries = now;
    },
  });
  const began = clock.elapsed();
  const isOver = () => isRefused || isRelieved() || !entries.some(waits);
  while (!isOver() && clock.elapsed() - began < PATIENCE) {
    await new Promise<void>((resolve) => clock.after(LOOK_EVERY, resolve));
  }
  outbox.stop();
  return isOver();
}
