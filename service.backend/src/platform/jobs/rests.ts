/** A rest lasts so many times as long as the work before it, up to so many milliseconds; less work than this waits for the next. */
const timesTheWork = 3;
const mostMs = 2_000;
const leastWorkMs = 5;

/**
 * Rests between the steps of a job: whoever sends, beside it or in the same process, has a processor and the database to
 * himself for most of the time. Fails as soon as `signal` falls.
 */
export function createRests(signal: AbortSignal): () => Promise<void> {
  let since = performance.now();
  return async () => {
    signal.throwIfAborted();
    const worked = performance.now() - since;
    if (worked < leastWorkMs) return;
    await new Promise<void>((resolve, reject) => {
      const wake = () => {
        clearTimeout(timer);
        reject(signal.reason);
      };
      const timer = setTimeout(
        () => {
          signal.removeEventListener('abort', wake);
          resolve();
        },
        Math.min(mostMs, worked * timesTheWork),
      );
      signal.addEventListener('abort', wake, { once: true });
    });
    since = performance.now();
  };
}
