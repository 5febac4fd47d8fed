import { serverFaults } from '../faults/server-faults.ts';
import { late } from './late.ts';
import type { Scenario, Stage } from './scenario.ts';

/** How long devices may be behind while nodes cannot speak to each other, and how long everything may need afterwards. */
const stalestMs = 6_000;
const healedMs = 5_000;

type Judge = NonNullable<Scenario['judge']>;
const inTime: Judge = ({ stats, settledAfterMs }) => [
  ...late('the stalest that a device was', stats.lag.max, stalestMs),
  ...late('still after the return', settledAfterMs, healedMs),
];

/** People write while Redis is away for so long; sends go on as if nothing were. */
async function away({ load, world, stop, count, seconds, complain }: Stage): Promise<void> {
  const writing = load();
  writing.start();
  await world.during(2, stop);
  await world.redis.kill();
  count('Redis killed');
  const from = world.recorder.history.length;
  await world.during(seconds, stop).finally(world.redis.restart);
  const acked = world.recorder.history.slice(from).filter(({ kind }) => kind === 'ack').length;
  if (acked < seconds) complain(`without Redis only ${acked} sends were acknowledged in ${seconds} s`);
  world.touch();
  await world.during(3, stop);
  await writing.stop();
}

/** What happens to Redis. */
export const redisScenarios: readonly Scenario[] = [
  ...[3, 22, 120].map(
    (seconds): Scenario => ({
      name: seconds === 3 ? 'F3' : `F3-${seconds}`,
      title: `Redis killed for ${seconds} s`,
      seconds,
      play: away,
      judge: inTime,
    }),
  ),
  {
    name: 'F4',
    title: 'Redis flushed, again and again',
    seconds: 10,
    play: ({ weather, seconds }) => weather(seconds, [serverFaults.filter(({ name }) => name === 'Redis flushed')]),
    judge: inTime,
  },
  {
    name: 'F9',
    title: 'one node hears nothing of Redis any more, and the others hear it',
    seconds: 30,
    async play({ load, world, stop, count, seconds }) {
      const [, backend] = world.backends;
      const writing = load();
      writing.start();
      await world.during(2, stop);
      backend?.redis.set({ deaf: true });
      count('Redis link deaf');
      await world.during(seconds, stop).finally(backend?.redis.heal);
      world.touch();
      await world.during(3, stop);
      await writing.stop();
    },
    judge: ({ stats, settledAfterMs }) => [
      // A node that is deaf does not know it until it asks: then the quiet check of its devices is what is left.
      ...late('the stalest that a device was', stats.lag.max, 15_000),
      ...late('still after the return', settledAfterMs, healedMs),
    ],
  },
];
