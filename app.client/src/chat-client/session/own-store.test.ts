import { expect, it } from 'vitest';
import { asMe, aUser } from '../../chat/testing/fake-data.ts';
import { initialState } from '../state.ts';
import { createStore } from '../store.ts';
import { ownStore } from './own-store.ts';

const [ada, bob] = [asMe(aUser('Ada Lovelace')), asMe(aUser('Bob Ross'))];

it('changes what its person sees, and nothing once another is here or the desk is closed', () => {
  const store = createStore({ ...initialState(0), me: ada });
  const hers = ownStore(store, ada.id);
  const listed = (id: string) => hers.store.update((state) => ({ ...state, order: [...state.order, id] }));
  listed('one');
  store.set({ ...initialState(0), me: bob });
  listed('two');
  hers.store.set({ ...initialState(0), me: bob, order: ['three'] });
  expect(store.get()).toMatchObject({ me: { id: bob.id }, order: [] });
  store.set({ ...initialState(0), me: ada });
  hers.close();
  listed('four');
  expect(store.get().order).toEqual([]);
});
