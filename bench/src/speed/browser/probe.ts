/** What a page is asked about itself. Lives in the page: nothing of this module is in reach there. */
export interface Probe {
  /** Milliseconds of each task that kept the page from answering for more than 50. */
  longTasks: number[];
  /** From a key or a press to the next paint, by interaction; what is not here took less than 16 ms. */
  interactions: Record<string, number>;
  /** Milliseconds from one frame to the next, while somebody counts. */
  frames: number[];
  counting: boolean;
}

declare global {
  interface Window {
    parleyBench: Probe;
  }
}

/** Runs in every page before anything of its own. */
export function watchPage(): void {
  const probe: Probe = { longTasks: [], interactions: {}, frames: [], counting: false };
  window.parleyBench = probe;
  const watch = (type: string, options: object, take: (entry: PerformanceEntry) => void) => {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) take(entry);
    }).observe({ type, ...options });
  };
  watch('longtask', {}, ({ duration }) => probe.longTasks.push(duration));
  watch('event', { durationThreshold: 16 }, (entry) => {
    const { interactionId = 0, duration } = entry as PerformanceEventTiming & { interactionId?: number };
    if (interactionId === 0) return;
    probe.interactions[interactionId] = Math.max(probe.interactions[interactionId] ?? 0, duration);
  });
  let before = 0;
  const frame = (now: number) => {
    if (probe.counting && before > 0) probe.frames.push(now - before);
    before = probe.counting ? now : 0;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}
