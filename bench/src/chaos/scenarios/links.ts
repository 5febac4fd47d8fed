import { linkFaults } from '../faults/link-faults.ts';
import type { Scenario, Stage } from './scenario.ts';

/** Each kind of trouble on each kind of link, one after another, so that none depends on the seed's mood. */
async function eachTrouble({ world, random, load, seconds, stop, count }: Stage): Promise<void> {
  const writing = load();
  writing.start();
  for (const fault of linkFaults) {
    const until = world.during(seconds / linkFaults.length, stop);
    await fault.run(world, random);
    count(fault.name);
    await until;
  }
  await writing.stop();
}

/** Every frame and every answer comes some time later than it should, whatever was to come before it. */
async function disorder({ world, random, load, seconds, stop, count }: Stage): Promise<void> {
  const { devices, conversations } = world;
  for (const device of devices) device.dawdle(() => random.between(0, 2_000));
  count('frames and answers 0 to 2 s late, in any order');
  const writing = load();
  writing.start();
  await world.during(seconds, stop);
  await writing.stop();
  for (const device of devices) device.dawdle(null);
  // Read once more: what was held back comes in between.
  await Promise.all(
    devices.flatMap((device) =>
      conversations.map((c) =>
        device
          .client()
          .loadOlder(c)
          .catch(() => undefined),
      ),
    ),
  );
  world.touch();
}

/** What happens between the parts. */
export const linkScenarios: readonly Scenario[] = [
  { name: 'F8', title: 'every kind of trouble on every kind of link, each in turn', seconds: 50, play: eachTrouble },
  { name: 'F12', title: 'frames and answers 0 to 2 s late, and in any order', seconds: 20, play: disorder },
];
