/** Where what is measured goes: a name and milliseconds. */
export type Recorded = (name: string, milliseconds: number) => void;

/** Long tasks and web vitals of this page, as far as this browser tells them. */
export function watchPage(view: Window & typeof globalThis, record: Recorded): void {
  watchLongTasks(view, record);
  // A chunk of its own, after everything a person waits for: what it measures the browser keeps until then.
  void import('web-vitals').then(
    ({ onCLS, onFCP, onINP, onLCP, onTTFB }) => {
      for (const on of [onFCP, onINP, onLCP, onTTFB]) on(({ name, value }) => record(`page.${name}`, value));
      onCLS(({ value }) => record('page.CLS', value * 1_000));
    },
    // Nobody misses a measurement: offline, the chunk is asked for again with the next page.
    () => undefined,
  );
}

function watchLongTasks(view: Window & typeof globalThis, record: Recorded): void {
  const { PerformanceObserver } = view;
  if (!PerformanceObserver?.supportedEntryTypes?.includes('longtask')) return;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) record('page.longTask', duration);
  });
  observer.observe({ type: 'longtask', buffered: true });
}
