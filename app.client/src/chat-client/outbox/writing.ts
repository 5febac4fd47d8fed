import { contentProblem } from '@parley/shared/models/content.ts';
import type { RateLimiter } from '../calls/rate-limiter.ts';
import type { ChatClient } from '../chat-client.ts';
import { ApiError } from '../failure.ts';
import type { Outbox } from './outbox.ts';

/** What a person does with what is not sent yet. */
export type Writing = Pick<ChatClient, 'send' | 'retry' | 'discard' | 'editUnsent' | 'canSend'>;

interface WritingDeps {
  /** Throws `UNAUTHENTICATED` where nobody is signed in. */
  readonly outbox: () => Outbox;
  /** Something was written down, or there was no room for it. */
  readonly wrote: (isDone: boolean) => void;
  readonly limiter: Pick<RateLimiter, 'waitFor'>;
}

/** What is written resolves when it is on the disk, and says whether there was room; words that cannot be sent are refused before. */
export function createWriting({ outbox, wrote, limiter }: WritingDeps): Writing {
  async function write(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      wrote(true);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'STORAGE_FAILED') wrote(false);
      throw error;
    }
  }

  function assertContent(content: string): void {
    const problem = contentProblem(content);
    if (problem) throw new ApiError(problem, 'local');
  }

  return {
    async send(message) {
      assertContent(message.content);
      await write(() => outbox().enqueue(message));
    },
    retry: (entryId) => write(async () => outbox().retry(entryId)),
    discard: (entryId) => write(async () => outbox().discard(entryId)),
    async editUnsent(entryId, content) {
      assertContent(content);
      await write(() => outbox().edit(entryId, content));
    },
    canSend() {
      const retryInMs = limiter.waitFor('send');
      return retryInMs > 0 ? { ok: false, retryInMs } : { ok: true };
    },
  };
}
