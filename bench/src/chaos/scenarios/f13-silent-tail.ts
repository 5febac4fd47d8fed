import { pause } from '../faults/fault.ts';
import { compose, nth } from './by-hand.ts';
import type { Scenario } from './scenario.ts';

/**
 * The last message of each conversation, acknowledged by a node that nobody could hear and that died at once. Nothing is
 * written afterwards, so no later number betrays the loss, and nobody is asked to look.
 */
export const silentTail: Scenario = {
  name: 'F13',
  title: 'silent tail: the last messages, from a node that nobody heard and that died',
  seconds: 3,
  async play({ world, seconds, stop, load, count, complain }) {
    const { backends, citizens, conversations, redis } = world;
    const writing = load();
    writing.start();
    await world.during(seconds, stop);
    await writing.stop();
    await pause(1_500);
    const dying = nth(backends, 0);
    await redis.kill();
    count('Redis killed');
    const answers = await Promise.all(
      conversations.map((c, index) => {
        const citizen = nth(citizens, index % citizens.length);
        return compose(world, citizen, c, `the last word in ${c}`).post(citizen.at(dying));
      }),
    );
    dying.kill();
    count('backend killed');
    if (answers.some((status) => status !== 201)) complain(`the last messages were answered ${answers}`);
    await redis.restart();
    world.touch();
  },
  judge: ({ sweeps, stats }) => [
    ...(sweeps > 0 ? [] : ['no sweeper announced what the dead node left']),
    ...(stats.heads > 0 ? [] : ['no device looked whether anything differs']),
  ],
};
