import { pause } from '../faults/fault.ts';
import { createWords } from '../load/load.ts';
import { compose, nth } from './by-hand.ts';
import type { Scenario, Stage } from './scenario.ts';

/**
 * One race, exactly: somebody holds the lock, a removal waits for it, and behind it sends of the one who is removed. They
 * had been allowed when they came.
 */
async function race({ world, random, complain, count }: Stage, round: number): Promise<void> {
  const { backends, citizens, conversations, reader } = world;
  const [owner, target] = [nth(citizens, 0), nth(citizens, 1)];
  const c = nth(conversations, 0);
  const release = await reader.lock('SELECT FROM conversations WHERE id = $1 FOR NO KEY UPDATE', [c]);
  const removing = owner.api.ask('DELETE', `/conversations/${c}/participants/${target.id}`);
  await pause(random.between(60, 120));
  const sending = [0, 1, 2, 3].map((index) =>
    compose(world, target, c, `race ${round}, ${index}`).post(target.at(nth(backends, index % backends.length))),
  );
  await pause(random.between(100, 300));
  await release();
  const [removed, ...statuses] = await Promise.all([
    removing.then(
      ({ status }) => status,
      () => 0,
    ),
    ...sending,
  ]);
  if (removed === 204) {
    const late = await compose(world, target, c, `race ${round}, afterwards`).post(target.api);
    if (late !== 404) complain(`race ${round}: one who had been removed was answered ${late}`);
    if (statuses.includes(404)) count('send refused under the lock');
  }
  await owner.api.insist('POST', `/conversations/${c}/participants`, { userIds: [target.id] });
  count('removal race');
  // Long enough to be heard before he goes again.
  await pause(random.between(100, 250));
}

/** Somebody writes all the time, from everywhere, while he is removed and taken back. */
async function stream({ world, random }: Stage, isOn: () => boolean): Promise<void> {
  const { backends, citizens, conversations } = world;
  const target = nth(citizens, 1);
  const words = createWords(random.fork('stream'));
  const connection = async (index: number): Promise<void> => {
    while (isOn()) {
      const c = nth(conversations, 0);
      await compose(world, target, c, `${index} ${words()}`).post(target.at(nth(backends, index % backends.length)));
      await pause(200);
    }
  };
  await Promise.all([0, 1, 2, 3].map(connection));
}

/** Removal in the middle of everything; half of it while Redis is away. */
export const removal: Scenario = {
  name: 'F18',
  title: 'removed and taken back in mid-stream, in exact races and with Redis away',
  seconds: 20,
  people: 5,
  devices: 8,
  groups: 2,
  async play(stage) {
    const { world, seconds, count } = stage;
    let isOn = true;
    const streaming = stream(stage, () => isOn);
    const began = performance.now();
    let isAway = false;
    for (let round = 1; performance.now() - began < seconds * 1_000; round += 1) {
      if (!isAway && performance.now() - began > seconds * 500) {
        isAway = true;
        await world.redis.kill();
        count('Redis killed');
      }
      await race(stage, round);
    }
    isOn = false;
    await streaming;
    await world.redis.restart();
    world.touch();
  },
  judge: ({ faults, stats }) => [
    ...(faults.has('send refused under the lock') ? [] : ['vacuous: no send waited for the lock behind its removal']),
    ...(stats.acknowledged >= 10 ? [] : [`vacuous: only ${stats.acknowledged} sends got through between removals`]),
  ],
};
