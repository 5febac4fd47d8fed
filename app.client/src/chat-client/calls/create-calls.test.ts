import { sendMessage } from '@parley/shared/contract/messages.routes.ts';
import { findPeople } from '@parley/shared/contract/people.routes.ts';
import { rateLimits } from '@parley/shared/limits.ts';
import { expect, it } from 'vitest';
import type { ChatSocket } from '../ports.ts';
import { manualClock } from '../testing/manual-clock.ts';
import { createCalls } from './create-calls.ts';
import { createPerformanceMonitor } from './performance-monitor.ts';
import { createRateLimiter } from './rate-limiter.ts';
import { TtlLruCache } from './ttl-lru-cache.ts';

function chain(answer: () => Promise<Response>) {
  const clock = manualClock();
  const monitor = createPerformanceMonitor(clock);
  const limiter = createRateLimiter(clock);
  let asked = 0;
  const fetch = () => {
    asked += 1;
    return answer();
  };
  const call = createCalls({
    ports: { clock, baseUrl: '', fetch },
    monitor,
    reporter: { note: () => undefined },
    limiter,
    cache: new TtlLruCache(10, clock),
    view: { userId: () => 'ada', cursorOf: () => null },
    socketOf: () => null,
  })('ada');
  return { call, monitor, limiter, asked: () => asked };
}

it('measures what the user waits for, and takes no token for what is known already', async () => {
  const { call, monitor, limiter, asked } = chain(async () => Response.json({ people: [] }));
  const search = () => call(findPeople, { query: { username: 'bo' } });
  for (let round = 0; round < rateLimits.search[0].points * 2; round += 1) await search();
  expect(asked()).toBe(1);
  expect(limiter.waitFor('search')).toBe(0);
  expect(monitor.report()).toMatchObject([{ name: 'api.people.find', count: 120, failures: 0 }]);
});

it('opens the circuit on an unreachable server, and then takes no token either', async () => {
  const { call, monitor, limiter, asked } = chain(() => Promise.reject(new TypeError('unreachable')));
  const send = () =>
    call(sendMessage, { params: { conversationId: 'c' }, body: { id: 'x', content: 'y' } }).catch(({ code }) => code);
  const codes: string[] = [];
  for (let round = 0; round < 25; round += 1) codes.push(await send());
  // Twenty in two seconds is also all that the limiter lets pass: it is the inner one, and the circuit opened before it spoke.
  expect(codes.slice(19)).toEqual(['NETWORK_FAILED', ...Array(5).fill('CIRCUIT_OPEN')]);
  expect(asked()).toBe(20);
  expect(limiter.waitFor('change')).toBe(0);
  expect(monitor.report()).toMatchObject([{ count: 25, failures: 25 }]);
});

it('does not take for a failure what the server refuses', async () => {
  const problem = { error: { code: 'UNAUTHENTICATED', message: 'Sign in first.', requestId: 'r' } };
  const { call, monitor } = chain(async () => Response.json(problem, { status: 401 }));
  await expect(call(findPeople, { query: { username: 'ann' } })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(monitor.report()).toMatchObject([{ count: 1, failures: 0 }]);
});

it('hands nothing of one account to the socket of another, however late HTTP has failed', async () => {
  const clock = manualClock();
  const asked: unknown[] = [];
  const eves: ChatSocket = {
    connected: true,
    ask: async (_, payload) => asked.push(payload),
    reconnect: () => undefined,
    close: () => undefined,
  };
  const callFor = createCalls({
    ports: { clock, baseUrl: '', fetch: () => Promise.reject(new TypeError('unreachable')) },
    monitor: createPerformanceMonitor(clock),
    reporter: { note: () => undefined },
    limiter: createRateLimiter(clock),
    cache: new TtlLruCache(10, clock),
    view: { userId: () => 'eve', cursorOf: () => null },
    socketOf: (account) => (account === 'eve' ? eves : null),
  });
  const input = { params: { conversationId: 'c' }, body: { id: 'x', content: 'by Ada' } };
  await expect(callFor('ada')(sendMessage, input)).rejects.toMatchObject({ code: 'NETWORK_FAILED' });
  expect(asked).toEqual([]);
  await callFor('eve')(sendMessage, input).catch(() => undefined);
  expect(asked).toHaveLength(1);
});
