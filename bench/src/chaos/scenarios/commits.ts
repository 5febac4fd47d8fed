import { appends } from '../faults/directed.ts';
import { pause } from '../faults/fault.ts';
import { compose, nth } from './by-hand.ts';
import type { Scenario } from './scenario.ts';

const rounds = 200;
const sameNodeEvery = 4;

/**
 * The commit is on the record and the node never hears of it: it may not say that it failed, and cannot say that it did
 * not. Whoever asks again gets the same message.
 */
export const lostCommits: Scenario = {
  name: 'F7',
  title: `the answer to the commit of a send lost, ${rounds} times; sent again, it is the same message`,
  seconds: 45,
  people: 4,
  devices: 6,
  groups: 2,
  async play({ world, seconds, stop, count, complain, measure }) {
    const { backends, citizens, conversations } = world;
    const author = nth(citizens, 1);
    const deadline = performance.now() + seconds * 1_000;
    let done = 0;
    let lost = 0;
    // One conversation, one node and one trap at a time: else it would spring for a commit of somebody else's.
    for (; done < rounds && performance.now() < deadline && !stop.aborted; done += 1) {
      const backend = nth(backends, done % backends.length);
      const other = nth(backends, (done + 1) % backends.length);
      const c = nth(conversations, done % conversations.length);
      const trap = backend.postgres.dropResponseOnce(appends);
      const sent = compose(world, author, c, `round ${done}`);
      const first = await sent.post(author.at(backend));
      trap.cancel();
      const wasLost = await trap.dropped;
      if (wasLost) {
        lost += 1;
        count('answer to a commit lost');
      }
      if (wasLost && first !== 503) complain(`round ${done}: a commit that nobody heard of was answered ${first}`);
      const again = await sent.post(author.at(done % sameNodeEvery === 0 ? backend : other));
      if (wasLost && again !== 200) complain(`round ${done}: sent again it was answered ${again}`);
      await pause(20);
    }
    measure('commits whose answer was lost', lost, { unit: `of ${done}` });
    if (lost < done * 0.9) complain(`vacuous: only ${lost} of ${done} answers to commits were lost`);
  },
};
