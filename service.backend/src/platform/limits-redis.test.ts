import { afterAll, beforeAll, expect, it } from 'vitest';
import { type KillableRedis, openKillableRedis } from '../realtime/killable-redis.fixture.ts';
import { createLimits } from './limits.ts';
import { openLimitsRedis } from './limits-redis.ts';
import { createLogger } from './logger.ts';
import { createMetrics } from './metrics/metrics.ts';

let redis: KillableRedis;
beforeAll(async () => {
  redis = await openKillableRedis();
});
afterAll(() => redis.kill());

it('counts alone while Redis answers nothing, waits for it no more once that is clear, and comes back to it', async () => {
  let skipped = 0;
  const metrics = createMetrics(() => performance.now() + skipped);
  const { client, breaker, close } = openLimitsRedis(redis.url, { logger: createLogger('silent'), metrics });
  const limits = createLimits({ redis: { client, breaker }, scale: 1, metrics: metrics.limits });
  const two = limits.limiter('two', [{ points: 2, seconds: 60 }]);
  await expect.poll(() => client.status, { timeout: 10_000 }).toBe('ready');
  await two.take('ada');
  await two.take('ada');
  await expect(two.take('ada')).rejects.toMatchObject({ code: 'RATE_LIMITED' });

  redis.freeze();
  // Each of these waits its half a second, all at once; what Redis does not answer is counted here.
  await Promise.all(Array.from({ length: 24 }, (_, index) => two.take(`patient-${index}`)));
  expect(breaker.state()).toBe('open');
  await two.take('bob');
  await two.take('bob');
  await expect(two.take('bob')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  // Redis was not even asked.
  const refused = async () =>
    /breaker_refused_total\{dependency="redis"\} (\d+)/.exec(await metrics.instruments.text())?.[1];
  expect(Number(await refused())).toBeGreaterThanOrEqual(3);

  redis.thaw();
  skipped = 2_000;
  await expect
    .poll(() => two.take(`later-${Math.random()}`).then(() => breaker.state()), { timeout: 10_000 })
    .toBe('closed');
  await expect(two.take('ada')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  const told = await metrics.instruments.text();
  expect(told).toContain('parley_rate_limited_total{limiter="two"} 3');
  expect(told).toContain('parley_breaker_opened_total{dependency="redis"} 1');
  await close();
});

it('says that it opened once, however often it tries, and closes once Redis is back though nobody asks for anything', async () => {
  let skipped = 0;
  const states: string[] = [];
  const logger = createLogger('warn', {
    write: (line) => void states.push((JSON.parse(line) as { state: string }).state),
  });
  const metrics = createMetrics(() => performance.now() + skipped);
  const { client, breaker, close } = openLimitsRedis(redis.url, { logger, metrics });
  const limits = createLimits({ redis: { client, breaker }, scale: 1 });
  const two = limits.limiter('two', [{ points: 2, seconds: 60 }]);
  await expect.poll(() => client.status, { timeout: 10_000 }).toBe('ready');
  redis.freeze();
  await Promise.all(Array.from({ length: 24 }, (_, index) => two.take(`waiting-${index}`)));
  for (let tries = 0; tries < 3; tries++) {
    skipped += 1_000;
    await two.take(`trying-${tries}`);
  }
  expect(await metrics.instruments.text()).toContain('parley_breaker_opened_total{dependency="redis"} 1\n');
  expect(states).toEqual(['open']);

  redis.thaw();
  skipped += 1_000;
  await expect.poll(() => breaker.state(), { timeout: 10_000 }).toBe('closed');
  expect(states).toEqual(['open', 'closed']);
  await close();
});

it('tells the log once that Redis went and once that it came back, however often it is tried meanwhile', async () => {
  const brief = await openKillableRedis();
  const lines: string[] = [];
  const logger = createLogger('warn', {
    write: (line) => void lines.push((JSON.parse(line) as { msg: string }).msg),
  });
  const { client, close } = openLimitsRedis(brief.url, { logger, metrics: createMetrics() });
  await expect.poll(() => client.status, { timeout: 10_000 }).toBe('ready');
  let attempts = 0;
  client.on('reconnecting', () => attempts++);
  await brief.kill();
  await expect.poll(() => attempts, { timeout: 10_000 }).toBeGreaterThan(5);
  expect(lines).toEqual(['the limits lost Redis']);
  await brief.start();
  await expect.poll(() => lines, { timeout: 10_000 }).toEqual(['the limits lost Redis', 'the limits have Redis again']);
  await close();
  await brief.kill();
});
