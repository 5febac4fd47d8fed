/** What a page is asked about itself. Lives in the page: nothing of this module is in reach there. */
interface Probe {
  /** Milliseconds of each task that kept the page from answering for more than 50. */
  longTasks: number[];
  /** Milliseconds from each key or press of a pointer until the next frame was painted. */
  presses: { ms: number }[];
  /** Milliseconds from one frame to the next, while somebody counts. */
  frames: number[];
  counting: boolean;
}

declare const scheduler: { postTask(work: () => void, options: { priority: 'user-blocking' }): Promise<void> };

declare global {
  interface Window {
    parleyBench: Probe;
  }
}

/** Runs in every page before anything of its own. */
export function watchPage(): void {
  const probe: Probe = { longTasks: [], presses: [], frames: [], counting: false };
  window.parleyBench = probe;
  const watch = (type: string, options: object, take: (entry: PerformanceEntry) => void) => {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) take(entry);
    }).observe({ type, ...options });
  };
  watch('longtask', {}, ({ duration }) => probe.longTasks.push(duration));
  // The browser's own `event` entries end when the display shows a frame, and without a graphics processor it may show none
  // for a second though they come (counted: 37 of 38 were skipped). So a press ends here with the page's own part of a frame.
  let press = { ms: 0 };
  const paints = (event: Event) => {
    // The click that follows a press of a pointer is the same press.
    if (event.type !== 'click') {
      press = { ms: 0 };
      probe.presses.push(press);
    }
    const one = press;
    const end = () => {
      one.ms = Math.max(one.ms, performance.now() - event.timeStamp);
    };
    // Before whatever else waits: what waits is not the frame's.
    requestAnimationFrame(() => void scheduler.postTask(end, { priority: 'user-blocking' }));
  };
  for (const type of ['keydown', 'pointerdown', 'click'])
    addEventListener(type, paints, { capture: true, passive: true });
}

/** Notes frames until `counting` ends. Nobody asks for frames otherwise: a page that draws nothing pays for each. */
export function countFrames(): void {
  const probe = Object.assign(window.parleyBench, { frames: [], counting: true });
  let before = 0;
  const frame = (now: number) => {
    if (!probe.counting) return;
    if (before > 0) probe.frames.push(now - before);
    before = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}
