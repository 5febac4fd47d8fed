import { droppedAnswer, droppedFrame } from '../faults/directed.ts';
import { type Fault, oneOf, pause } from '../faults/fault.ts';
import { linkFaults } from '../faults/link-faults.ts';
import { peopleFaults } from '../faults/people-faults.ts';
import type { Scenario } from '../scenarios/scenario.ts';

const small = { people: 4, devices: 5, groups: 2, seconds: 6, world: { backends: 2 } };
const named = (faults: readonly Fault[], name: string): Fault[] => faults.filter((fault) => fault.name === name);

/** People write, and nothing breaks. */
export const calm: Scenario = {
  ...small,
  name: 'calm',
  title: 'nothing breaks',
  play: ({ weather, seconds }) => weather(seconds, [], { perSecond: 25 }),
};

const losing: Fault = {
  name: droppedFrame.name,
  weight: 1,
  run: async (world, random) => void (await droppedFrame.run(world, random)),
};

const unanswering: Fault = {
  name: droppedAnswer.name,
  weight: 1,
  run: async (world, random) => void (await droppedAnswer.run(world, random)),
};

/** Sends are stored, and the answers get lost. */
export const unanswered: Scenario = {
  ...small,
  name: 'unanswered',
  title: 'answers to sends get lost',
  play: ({ weather, seconds }) => weather(seconds, [[unanswering]], { pauseMs: [100, 300], perSecond: 25 }),
};

/** Frames get lost. */
export const lossy: Scenario = {
  ...small,
  name: 'lossy',
  title: 'frames get lost',
  play: ({ weather, seconds }) => weather(seconds, [[losing]], { pauseMs: [50, 150], perSecond: 25 }),
};

/** People are removed and come back. */
export const comings: Scenario = {
  ...small,
  name: 'comings',
  title: 'people are removed and come back',
  play: ({ weather, seconds }) =>
    weather(seconds, [named(peopleFaults, 'somebody removed'), named(peopleFaults, 'somebody removed')], {
      pauseMs: [20, 200],
      perSecond: 25,
    }),
};

/** Somebody is removed and stays away. */
export const goodbye: Scenario = {
  ...small,
  name: 'goodbye',
  title: 'somebody is removed for good',
  async play({ world, load, stop, seconds }) {
    const writing = load(15);
    writing.start();
    await world.during(seconds / 2, stop);
    const [owner, , other] = world.citizens;
    await owner?.api.insist('DELETE', `/conversations/${world.conversations[0]}/participants/${other?.id}`);
    await world.during(seconds / 2, stop);
    await writing.stop();
  },
};

const crashedUnsent: Fault = {
  name: 'device crashed without a link',
  weight: 1,
  async run({ devices }, random) {
    const device = oneOf(random, devices);
    device.link.set({ down: true });
    await pause(500);
    device.link.heal();
    await device.crash();
  },
};

/** Devices crash with messages that cannot leave. */
export const crashes: Scenario = {
  ...small,
  name: 'crashes',
  title: 'devices crash with messages that could not leave',
  play: ({ weather, seconds }) =>
    weather(seconds, [[crashedUnsent], [crashedUnsent]], { pauseMs: [50, 200], perSecond: 25 }),
};

/** The links of devices go down and come back. */
export const cuts: Scenario = {
  ...small,
  name: 'cuts',
  title: 'the links of devices break',
  async play(stage) {
    const down = named(linkFaults, 'device link down');
    await stage.weather(stage.seconds, [down, down], { pauseMs: [20, 100], perSecond: 25 });
  },
};

/** A group gets another name. */
export const renaming: Scenario = {
  ...small,
  name: 'renaming',
  title: 'a group is renamed',
  async play({ world, load, stop, seconds }) {
    const writing = load(15);
    writing.start();
    for (let round = 0; round < seconds; round += 1) {
      await world.during(1, stop);
      await world.citizens[0]?.api.insist('PATCH', `/conversations/${world.conversations[0]}`, {
        title: `Crew, ${round}`,
      });
    }
    await writing.stop();
    world.touch();
  },
};
