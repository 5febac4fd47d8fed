import { me } from '@parley/shared/contract/accounts.routes.ts';
import { findPeople } from '@parley/shared/contract/people.routes.ts';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ApiError } from '../failure.ts';
import { type ManualClock, manualClock } from '../testing/manual-clock.ts';
import { scriptedCall } from '../testing/scripted-call.ts';
import { broken } from './broken.ts';

// The sampling window of the library reads the time of day.
let clock: ManualClock;
let outcome: () => unknown;
const unreachable = () => {
  throw new ApiError('NETWORK_FAILED', 'wire');
};
const fine = () => 'fine';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  clock = manualClock();
  outcome = fine;
});
afterEach(() => void vi.useRealTimers());

async function pass(milliseconds: number) {
  vi.setSystemTime(Date.now() + milliseconds);
  await clock.advance(milliseconds);
}

function breaker() {
  const { call: end, made } = scriptedCall(() => outcome());
  const call = broken(clock)(end);
  const ask = () => call(me, {}).catch((error: ApiError) => error.code);
  const times = async (count: number) => {
    for (let index = 0; index < count; index += 1) await ask();
  };
  return { call, ask, times, made };
}

it('opens when half of at least 20 calls failed on the way, then lets one probe through a second', async () => {
  const { ask, times, made } = breaker();
  await times(10);
  outcome = unreachable;
  await times(9);
  outcome = fine;
  expect(await ask()).toBe('fine');
  outcome = unreachable;
  expect(await ask()).toBe('NETWORK_FAILED');
  // 21 calls, 10 failed: not yet half.
  expect(await ask()).toBe('NETWORK_FAILED');
  expect(await ask()).toBe('CIRCUIT_OPEN');
  expect(made).toHaveLength(22);

  await pass(999);
  expect(await ask()).toBe('CIRCUIT_OPEN');
  await pass(1);
  expect(await ask()).toBe('NETWORK_FAILED');
  expect(await ask()).toBe('CIRCUIT_OPEN');
  expect(made).toHaveLength(23);

  await pass(1_000);
  outcome = fine;
  expect(await ask()).toBe('fine');
  expect(await ask()).toBe('fine');
});

it('does not mind few failures, old failures, or refusals', async () => {
  const { ask, times } = breaker();
  outcome = unreachable;
  await times(19);
  await pass(11_000);
  await times(19);
  outcome = () => {
    throw new ApiError('NOT_FOUND', 'server');
  };
  await pass(11_000);
  await times(40);
  expect(await ask()).toBe('NOT_FOUND');
});

it('stops one group of routes only', async () => {
  const { call, ask, times } = breaker();
  outcome = unreachable;
  await times(20);
  outcome = fine;
  expect(await ask()).toBe('CIRCUIT_OPEN');
  expect(await call(findPeople, { query: { username: 'bo' } })).toBe('fine');
});

it('does not stay open for a day when the clock is set back by a day', async () => {
  const { ask, times } = breaker();
  outcome = unreachable;
  await times(20);
  expect(await ask()).toBe('CIRCUIT_OPEN');
  vi.setSystemTime(Date.now() - 86_400_000);
  await clock.advance(1_000);
  outcome = fine;
  expect(await ask()).toBe('fine');
});
