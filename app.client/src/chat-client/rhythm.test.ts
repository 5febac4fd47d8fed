import { expect, it } from 'vitest';
import { type Drawing, inRhythm } from './rhythm.ts';
import { type ChatState, initialState } from './state.ts';
import { createStore } from './store.ts';

/** A page that draws when it is told to, and a clock that runs when it is told to. */
function page() {
  const drawings: ((tookMs: number) => void)[] = [];
  const rests: { readonly ms: number; readonly end: () => void }[] = [];
  const drawing: Drawing = {
    drawn: (work) => void drawings.push(work),
    after: (ms, end) => void rests.push({ ms, end }),
  };
  return {
    drawing,
    /** What was shown last is on the screen; says how long the page rests now. */
    draws(tookMs: number): number | undefined {
      drawings.shift()?.(tookMs);
      return rests.at(-1)?.ms;
    },
    rested: () => rests.pop()?.end(),
  };
}

function watched() {
  const state = createStore<ChatState>(initialState(0));
  const screen = page();
  const shown = inRhythm(state, screen.drawing);
  const told: ChatState[] = [];
  shown.subscribe(() => told.push(shown.get()));
  let types = 0;
  const somebodyTypes = () => {
    types += 1;
    state.update((now) => ({ ...now, typing: new Map([['c', [`user ${types}`]]]) }));
  };
  const typing = () => shown.get().typing.get('c')?.[0];
  return { state, shown, told, screen, somebodyTypes, typing };
}

it('shows what comes to a page that rests at once', () => {
  const { told, typing, somebodyTypes } = watched();
  somebodyTypes();
  expect(told).toHaveLength(1);
  expect(typing()).toBe('user 1');
});

it('shows together what comes while it draws and for three times as long, the last as it is then', () => {
  const { told, typing, somebodyTypes, screen } = watched();
  somebodyTypes();
  somebodyTypes();
  somebodyTypes();
  expect(told).toHaveLength(1);
  expect(screen.draws(40)).toBe(120);
  somebodyTypes();
  expect(typing()).toBe('user 1');
  screen.rested();
  expect(told).toHaveLength(2);
  expect(typing()).toBe('user 4');
});

it('is still again when nothing came meanwhile', () => {
  const { told, somebodyTypes, screen } = watched();
  somebodyTypes();
  screen.draws(40);
  screen.rested();
  expect(told).toHaveLength(1);
  somebodyTypes();
  expect(told).toHaveLength(2);
});

it('lets nobody wait longer than a moment on the slowest device, and not at all on a quick one', () => {
  const { somebodyTypes, screen } = watched();
  somebodyTypes();
  expect(screen.draws(2_000)).toBe(300);
  screen.rested();
  somebodyTypes();
  expect(screen.draws(2)).toBe(0);
});

it('shows what its own person does at once, and all that came before it', () => {
  const { state, told, typing, somebodyTypes } = watched();
  somebodyTypes();
  somebodyTypes();
  state.update((now) => ({ ...now, outbox: new Map([['c', []]]) }));
  expect(told).toHaveLength(2);
  expect(typing()).toBe('user 2');
  expect(told.at(-1)).toBe(state.get());
});

it('says between two tellings what it told last, so that no two parts of a screen differ', () => {
  const { state, shown, somebodyTypes } = watched();
  somebodyTypes();
  const before = shown.get();
  somebodyTypes();
  expect(shown.get()).toBe(before);
  expect(state.get()).not.toBe(before);
});

it('shows at once what its person waits for, also while it rests', () => {
  const { state, told, typing, somebodyTypes } = watched();
  somebodyTypes();
  somebodyTypes();
  state.update((now) => ({ ...now, answers: now.answers + 1 }));
  expect(told).toHaveLength(2);
  expect(typing()).toBe('user 2');
});

it('shows nothing while this device reads what it has, and then all of it as one', () => {
  const { state, told, somebodyTypes, screen } = watched();
  state.update((now) => ({ ...now, session: 'signedIn', recalling: true }));
  state.update((now) => ({ ...now, order: ['c'] }));
  expect(told).toHaveLength(0);
  state.update((now) => ({ ...now, recalling: false }));
  expect(told.map(({ session, order }) => [session, order.length])).toEqual([['signedIn', 1]]);
  // Also when the rest after an earlier drawing ends meanwhile.
  state.update((now) => ({ ...now, recalling: true }));
  screen.draws(40);
  screen.rested();
  expect(told).toHaveLength(1);
  state.update((now) => ({ ...now, recalling: false }));
  somebodyTypes();
  expect(told.at(-1)?.recalling).toBe(false);
});
