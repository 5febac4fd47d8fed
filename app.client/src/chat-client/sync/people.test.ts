import { limits, timings } from '@parley/shared/limits.ts';
import type { Presence, User } from '@parley/shared/models/user.ts';
import { afterEach, expect, it } from 'vitest';
import { initialState } from '../state.ts';
import { createStore } from '../store.ts';
import { bob } from '../testing/engine-lab.ts';
import { type Lab, readyLab, stopLabs } from '../testing/ready-lab.ts';
import { scriptedCall } from '../testing/scripted-call.ts';
import { uuid } from '../testing/test-outbox.ts';
import { createPeople } from './people.ts';

const labs: Lab[] = [];
afterEach(() => stopLabs(labs));

const person = (number: number) => ({ id: uuid(number), version: 1, displayName: `person ${number}` }) as User;
const there = (count: number): Presence[] =>
  Array.from({ length: count }, (_, nth) => ({ userId: uuid(nth + 1), online: true, lastSeenAt: null }));

/** Somebody with so many people around him, whose presence has been asked for once. */
async function among(count: number) {
  const { call, made } = scriptedCall(() => ({ presences: there(count) }));
  const people = createPeople({ store: createStore(initialState(0)), call, forget: () => undefined });
  await people.look();
  return { people, made };
}

it('asks about nobody whose presence is known already, when his name is first met in a conversation', async () => {
  const { people } = await among(3);
  expect(people.met([person(1), person(3)])).toBe(false);
  expect(people.met([person(4)])).toBe(true);
  expect(people.met([person(4)])).toBe(false);
});

it('has the new name of somebody also where it did not come when it was told of', async () => {
  const lab = await readyLab(labs);
  const name = () => lab.store.get().users.get(bob)?.displayName;
  const known = lab.store.get().users.get(bob);
  if (!known) throw new Error('Bob is in it');
  lab.people.set(bob, { ...known, version: known.version + 1, displayName: 'another name' });
  lab.network.http = false;
  lab.push('user.changed', { id: bob, version: known.version + 1 });
  await lab.clock.advance(1_000);
  lab.network.http = true;
  await lab.clock.advance(timings.headsOpen + timings.headsJitter);
  expect(name()).toBe('another name');
  const asked = lab.asks('people.get');
  await lab.clock.advance(10 * timings.headsOpen);
  expect(lab.asks('people.get')).toBe(asked);
});

it('asks no more about newcomers where the answer is cut short and would name the same ones', async () => {
  const { people } = await among(limits.presences);
  expect(people.met([person(limits.presences + 7)])).toBe(false);
});
