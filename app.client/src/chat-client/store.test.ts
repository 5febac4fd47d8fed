import { expect, it } from 'vitest';
import { createStore } from './store.ts';

it('tells its listeners of a replacement, and nobody when nothing was replaced', () => {
  const store = createStore({ count: 1 });
  const seen: number[] = [];
  const leave = store.subscribe(() => seen.push(store.get().count));
  store.update((current) => current);
  expect(seen).toEqual([]);
  store.set({ count: 2 });
  expect(seen).toEqual([2]);
  leave();
  store.set({ count: 3 });
  expect(seen).toEqual([2]);
});

it('keeps one function that subscribed twice until both have left', () => {
  const store = createStore(0);
  let told = 0;
  const listener = () => {
    told += 1;
  };
  const leaveFirst = store.subscribe(listener);
  const leaveSecond = store.subscribe(listener);
  store.set(1);
  leaveFirst();
  leaveFirst();
  store.set(2);
  leaveSecond();
  store.set(3);
  expect(told).toBe(3);
});

it('tells once of all that was replaced in one go, and not at all when it ends where it began', () => {
  const store = createStore(0);
  const seen: number[] = [];
  store.subscribe(() => seen.push(store.get()));
  store.batch(() => {
    store.set(1);
    store.batch(() => store.set(2));
    expect(store.get()).toBe(2);
  });
  store.batch(() => {
    store.set(3);
    store.set(2);
  });
  expect(seen).toEqual([2]);
});
