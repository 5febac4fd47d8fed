import { expect, it, vi } from 'vitest';
import { webLocks } from './web-locks.ts';

/** As much of the browser's lock manager as one name needs: a line, stealing, calling off. */
function lockManager(): LockManager {
  let holder: { fail(error: unknown): void } | null = null;
  const line: (() => void)[] = [];
  const next = () => line.shift()?.();
  const request = (_name: string, options: LockOptions, work: () => Promise<void> | undefined) =>
    new Promise<void>((resolve, reject) => {
      const grant = () => {
        const mine = { fail: reject };
        holder = mine;
        void Promise.resolve(work()).then(() => {
          resolve();
          if (holder === mine) {
            holder = null;
            next();
          }
        });
      };
      options.signal?.addEventListener('abort', () => {
        line.splice(line.indexOf(grant), 1);
        reject(new DOMException('called off', 'AbortError'));
      });
      if (options.steal) {
        holder?.fail(new DOMException('stolen', 'AbortError'));
        grant();
      } else if (holder) line.push(grant);
      else grant();
    });
  return { request, query: async () => ({}) } as unknown as LockManager;
}

const tab = () => {
  const seen: string[] = [];
  return { seen, held: () => void seen.push('held'), lost: () => void seen.push('lost') };
};

it('lets one hold it, tells whom it was taken from, and passes it on when it is given back', async () => {
  const locks = webLocks(lockManager());
  const [first, second, third] = [tab(), tab(), tab()];
  locks?.request('x', first, false);
  locks?.request('x', second, false);
  const giveBack = locks?.request('x', third, true);
  await vi.waitFor(
    () => expect([first.seen, second.seen, third.seen]).toEqual([['held', 'lost'], [], ['held']]),
    10_000,
  );
  giveBack?.();
  await vi.waitFor(() => expect(second.seen).toEqual(['held']), 10_000);
  expect(third.seen).toEqual(['held']);
});

it('leaves the line without a word, and does without where there are no locks', async () => {
  const locks = webLocks(lockManager());
  const [first, second] = [tab(), tab()];
  const giveBack = locks?.request('x', first, false);
  const leave = locks?.request('x', second, false);
  leave?.();
  giveBack?.();
  await new Promise((resolve) => setImmediate(resolve));
  expect([first.seen, second.seen]).toEqual([['held'], []]);
  expect(webLocks(undefined)).toBeNull();
});
