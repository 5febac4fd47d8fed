import type { ChatState } from './state.ts';
import { createStore, type Store } from './store.ts';

/** What a rhythm needs of the page that draws. */
export interface Drawing {
  after(ms: number, work: () => void): void;
  /** Calls back once the frame that shows what has just been changed is done, with the milliseconds that took of the page's time. */
  drawn(work: (tookMs: number) => void): void;
}

/** What others do changes these; whatever else changes, this device or its person has done. */
const others: ReadonlySet<keyof ChatState> = new Set(['conversations', 'order', 'users', 'presences', 'typing']);

/** So many times as long as it took to draw, nothing is drawn for others' sake: three quarters of the time are a press's. */
const REST = 3;
/** Nobody waits longer than this for what has come. */
const LONGEST_REST_MS = 300;
/** What is drawn as fast as this keeps no press waiting. */
const QUICK_MS = 4;

const onlyOthers = (one: ChatState, other: ChatState): boolean =>
  (Object.keys(other) as (keyof ChatState)[]).every((key) => others.has(key) || one[key] === other[key]);

/**
 * The state as the screens are told of it. What arrives while something is being drawn, and for a while that is the longer
 * the slower this device draws, is shown together; what its own person does or waits for is shown at once, with all that came
 * before it. Nothing is shown while this device reads what it has of him: the first screen is drawn once, with all of it.
 */
export function inRhythm(state: Store<ChatState>, drawing: Drawing): Store<ChatState> {
  const shown = createStore(state.get());
  let rests = false;

  function show(): void {
    rests = true;
    shown.set(state.get());
    drawing.drawn((tookMs) => {
      const rest = tookMs < QUICK_MS ? 0 : Math.min(tookMs * REST, LONGEST_REST_MS);
      drawing.after(rest, () => {
        rests = false;
        if (state.get() !== shown.get() && !state.get().recalling) show();
      });
    });
  }

  state.subscribe(() => {
    if (state.get().recalling) return;
    if (!rests) show();
    else if (!onlyOthers(shown.get(), state.get())) shown.set(state.get());
  });
  return { get: shown.get, subscribe: shown.subscribe };
}
