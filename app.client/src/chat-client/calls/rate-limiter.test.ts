import { me } from '@parley/shared/contract/accounts.routes.ts';
import { rateLimits } from '@parley/shared/limits.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ApiError } from '../failure.ts';
import { manualClock } from '../testing/manual-clock.ts';
import { scriptedCall } from '../testing/scripted-call.ts';
import { limited } from './limited.ts';
import { createRateLimiter } from './rate-limiter.ts';

it('allows exactly what a log of all calls would allow, and says exactly how long', async () => {
  const windows = fc.array(
    fc.record({ points: fc.integer({ min: 1, max: 5 }), seconds: fc.integer({ min: 1, max: 4 }) }),
    {
      minLength: 1,
      maxLength: 2,
    },
  );
  const pauses = fc.array(fc.integer({ min: 0, max: 1500 }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(windows, pauses, async (send, waits) => {
      const clock = manualClock();
      const limiter = createRateLimiter(clock, { ...rateLimits, send });
      const taken: number[] = [];
      const free = (at: number) =>
        send.every(({ points, seconds }) => taken.filter((one) => at - one < seconds * 1000).length < points);
      for (const wait of waits) {
        await clock.advance(wait);
        const said = limiter.take('send');
        expect(said === 0).toBe(free(clock.elapsed()));
        if (said === 0) taken.push(clock.elapsed());
        else expect([free(clock.elapsed() + said), free(clock.elapsed() + said - 1)]).toEqual([true, false]);
      }
    }),
    { numRuns: 60 },
  );
});

it('does not let a request leave that the server would refuse, and says for how long', async () => {
  const clock = manualClock();
  const { call: end, made } = scriptedCall(() => 'fine');
  const call = limited(createRateLimiter(clock, { ...rateLimits, read: [{ points: 2, seconds: 3 }] }))(end);
  await call(me, {});
  await clock.advance(1_000);
  await call(me, {});
  await expect(call(me, {})).rejects.toMatchObject({ code: 'RATE_LIMITED', source: 'local', retryAfterMs: 2_000 });
  expect(made).toHaveLength(2);
  await clock.advance(2_000);
  expect(await call(me, {})).toBe('fine');
});

it('obeys the server, which may know of other devices', async () => {
  const clock = manualClock();
  const limiter = createRateLimiter(clock);
  const { call: end, made } = scriptedCall(() => {
    throw new ApiError('RATE_LIMITED', 'server', { retryAfterMs: 5_000 });
  });
  const call = limited(limiter)(end);
  await call(me, {}).catch(() => null);
  expect(limiter.waitFor('read')).toBe(5_000);
  expect(limiter.waitFor('send')).toBe(0);
  await expect(call(me, {})).rejects.toMatchObject({ source: 'local', retryAfterMs: 5_000 });
  await clock.advance(5_000);
  await call(me, {}).catch(() => null);
  expect(made).toHaveLength(2);
});

it('lets what heals through within ten seconds, however wild the last minute was', async () => {
  const clock = manualClock();
  const limiter = createRateLimiter(clock);
  // Removed and taken back five times a second, each time with a question or two.
  for (let elapsed = 0; elapsed < 60_000; elapsed += 100) {
    limiter.take('sync');
    expect(limiter.waitFor('sync')).toBeLessThanOrEqual(10_000);
    await clock.advance(100);
  }
});
