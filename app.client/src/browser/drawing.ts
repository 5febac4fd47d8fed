import type { Drawing } from '../chat-client/rhythm.ts';

/** A page that is hidden draws nothing: it is not waited for. */
const HIDDEN_MS = 250;

/** How long this window takes to draw: what is rendered at once, and the frame that follows. */
export function createDrawing(view: Window & typeof globalThis): Drawing {
  const { performance } = view;
  return {
    after: (ms, work) => void view.setTimeout(work, ms),
    drawn(work) {
      const began = performance.now();
      let rendered = 0;
      let isDone = false;
      const done = (took: number) => {
        if (isDone) return;
        isDone = true;
        view.clearTimeout(timer);
        work(took);
      };
      const timer = view.setTimeout(() => done(rendered), HIDDEN_MS);
      // React renders what a store tells in a microtask of its own, which was asked for before this one.
      view.queueMicrotask(() => {
        rendered = performance.now() - began;
      });
      view.requestAnimationFrame(() => {
        const frame = performance.now();
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          port1.close();
          done(rendered + performance.now() - frame);
        };
        port2.postMessage(null);
      });
    },
  };
}
