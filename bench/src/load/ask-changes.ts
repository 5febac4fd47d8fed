import { setTimeout } from 'node:timers/promises';
import { Failure } from '@parley/local/failure.ts';
import { apiPrefix } from '@parley/shared/contract/route.ts';
import type { createFrameReader, ReadFrame } from '../speed/lab/frames.ts';

/** Whose record is read, and how long a server may put that off. */
export interface Asked {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly room: string;
  readonly epoch: string;
  readonly readFrame: ReturnType<typeof createFrameReader>;
  readonly patienceMs?: number;
}

/** What a client tries again: it is told to, or nobody answered. */
export const retryable: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * The range of the record after a number; null where there is none. It fails where nobody answers for long: what was not asked is
 * not known to be lost.
 */
export async function askChanges(asked: Asked, afterSeq: number): Promise<ReadFrame | null> {
  const { url, headers, room, epoch, readFrame, patienceMs = 60_000 } = asked;
  const query = new URLSearchParams({ epoch, afterSeq: String(afterSeq) });
  const address = `${url}${apiPrefix}/conversations/${room}/changes?${query}`;
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const response = await fetch(address, { headers }).catch(() => null);
    if (response?.ok) {
      const answer = (await response.json()) as object;
      return 'upTo' in answer ? readFrame(JSON.stringify(['event', { ...answer, c: room }])) : null;
    }
    const status = response?.status ?? 503;
    if (!retryable.has(status) || performance.now() > deadline)
      throw new Failure(`What is missing could not be asked at ${url} (${response?.status ?? 'no answer'}).`);
    await setTimeout(200 + Math.random() * 300);
  }
}
