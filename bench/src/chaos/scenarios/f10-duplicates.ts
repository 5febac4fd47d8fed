import { compose, nth } from './by-hand.ts';
import type { Scenario } from './scenario.ts';

const copies = 64;
const others = 16;

/** The same request, many times at once, at every node, among the requests of others. */
export const duplicates: Scenario = {
  name: 'F10',
  title: `${copies} copies of one send at once, at all nodes, among ${others} others; round after round`,
  seconds: 20,
  devices: 4,
  people: 4,
  groups: 1,
  async play({ world, seconds, count, complain }) {
    const { backends, citizens, conversations } = world;
    const c = nth(conversations, 0);
    const author = nth(citizens, 1);
    const deadline = performance.now() + seconds * 1_000;
    for (let round = 1; round <= 40 && performance.now() < deadline; round += 1) {
      const sent = compose(world, author, c, `round ${round}, said by many at once`);
      const noise = Array.from({ length: others }, (_, index) => {
        const citizen = nth(citizens, index % citizens.length);
        return compose(world, citizen, c, `round ${round}, other ${index}`).post(citizen.api);
      });
      const answers = await Promise.all(
        Array.from({ length: copies }, (_, index) => sent.post(author.at(nth(backends, index % backends.length)))),
      );
      await Promise.all(noise);
      const firsts = answers.filter((status) => status === 201).length;
      const strange = answers.filter((status) => status !== 200 && status !== 201);
      if (firsts !== 1) complain(`round ${round}: ${firsts} of ${copies} copies were told that they were the first`);
      if (strange.length > 0)
        complain(`round ${round}: ${strange.length} copies were answered ${[...new Set(strange)]}`);
      count('copies of one send');
    }
  },
};
