import { expect, it } from 'vitest';
import { type ChatState, initialState } from '../chat-client/state.ts';
import { createStore } from '../chat-client/store.ts';
import { whenShown } from './when-shown.ts';

/** A window whose time and leisure come when they are told to. */
function view() {
  const timers = new Map<number, () => void>();
  const idle: (() => void)[] = [];
  const window = {
    setTimeout: (work: () => void) => timers.set(timers.size + 1, work).size,
    clearTimeout: (timer: number) => timers.delete(timer),
    requestIdleCallback: (work: () => void) => idle.push(work),
  };
  return {
    window: window as unknown as Window & typeof globalThis,
    waitsLongest: () => {
      for (const work of [...timers.values()]) work();
    },
    rests: () => {
      for (const work of idle.splice(0)) work();
    },
  };
}

function waiting() {
  const shown = createStore<ChatState>(initialState(0));
  const { window, ...page } = view();
  const runs = { count: 0 };
  whenShown(shown, window, () => {
    runs.count += 1;
  });
  const show = (part: Partial<ChatState>) => shown.update((state) => ({ ...state, ...part }));
  return { ...page, show, runs };
}

it('does not take a page that waits for its disk for one with nothing to do', () => {
  const { show, rests, runs } = waiting();
  rests();
  show({ session: 'signedIn' });
  rests();
  expect(runs.count).toBe(0);
  show({ list: { status: 'ready', next: null, loadingMore: false, failure: null } });
  expect(runs.count).toBe(0);
  rests();
  expect(runs.count).toBe(1);
});

it('counts the way in as something to see', () => {
  const { show, rests, runs } = waiting();
  show({ session: 'signedOut' });
  rests();
  expect(runs.count).toBe(1);
});

it('waits no longer than a moment for a server that says nothing, and runs once', () => {
  const { show, waitsLongest, rests, runs } = waiting();
  waitsLongest();
  rests();
  show({ session: 'signedOut' });
  waitsLongest();
  rests();
  expect(runs.count).toBe(1);
});
