import { appends } from '../faults/directed.ts';
import { pause } from '../faults/fault.ts';
import { compose, nth } from './by-hand.ts';
import type { Scenario } from './scenario.ts';

/**
 * The second attempt waits before it has looked. Meanwhile the first one is stored and answered, and its author removed.
 * Then the second finds him gone; it must not say that there is nothing.
 */
export const lie: Scenario = {
  name: 'LIE',
  title: 'a 404 that lied: stored and removed between the two looks of another attempt',
  seconds: 6,
  people: 4,
  devices: 4,
  groups: 1,
  async play({ world, seconds, count, complain }) {
    const { backends, citizens, conversations } = world;
    const [owner, target] = [nth(citizens, 0), nth(citizens, 1)];
    const [quick, slow] = [nth(backends, 0), nth(backends, 1)];
    const c = nth(conversations, 0);
    const deadline = performance.now() + seconds * 1_000;
    while (performance.now() < deadline) {
      const sent = compose(world, target, c, `said twice, ${crypto.randomUUID()}`);
      const trap = slow.postgres.holdOnce(appends);
      const second = sent.post(target.at(slow));
      const isHeld = await Promise.race([trap.held.then(() => true), pause(1_000).then(() => false)]);
      const first = await sent.post(target.at(quick));
      await owner.at(quick).insist('DELETE', `/conversations/${c}/participants/${target.id}`);
      trap.release();
      const answer = await second;
      if (isHeld) count('attempt held between its two looks');
      if (isHeld && first === 201 && answer === 404) complain('a message that is stored was answered with 404');
      await owner.api.insist('POST', `/conversations/${c}/participants`, { userIds: [target.id] });
    }
  },
  judge: ({ faults }) => (faults.has('attempt held between its two looks') ? [] : ['vacuous: no attempt was held']),
};
