import { limits } from '@parley/shared/limits.ts';
import type { Presence, User } from '@parley/shared/models/user.ts';
import { expect, it } from 'vitest';
import { initialState } from '../state.ts';
import { createStore } from '../store.ts';
import { scriptedCall } from '../testing/scripted-call.ts';
import { uuid } from '../testing/test-outbox.ts';
import { createPeople } from './people.ts';

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

it('asks no more about newcomers where the answer is cut short and would name the same ones', async () => {
  const { people } = await among(limits.presences);
  expect(people.met([person(limits.presences + 7)])).toBe(false);
});
