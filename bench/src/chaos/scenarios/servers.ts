import { percentilesOf } from '../checker/stats.ts';
import { killedAfterCommit } from '../faults/directed.ts';
import { pause } from '../faults/fault.ts';
import { serverFaults } from '../faults/server-faults.ts';
import { startProbe, tookOf } from '../world/probe.ts';
import { startSwarm } from '../world/swarm.ts';
import { compose, nth } from './by-hand.ts';
import { late } from './late.ts';
import type { Scenario, Stage } from './scenario.ts';

const listeners = 150;
const spreadMs = 10_000;
const backWithinMs = 45_000;
const stallMs = 3_000;

/** SIGTERM of each node in turn; whoever was there comes back, each at a moment of its own, and nobody sees a failure. */
async function rollingDeploy({ world, load, count, stop, seconds, complain, measure }: Stage): Promise<void> {
  const link = await world.addLink();
  const swarm = startSwarm(link, world.citizens, listeners);
  const writing = load();
  writing.start();
  await world.during(3, stop);
  for (const backend of world.backends) {
    const from = swarm.connections.length;
    const began = performance.now();
    await backend.term();
    measure(`${backend.name} drained in`, performance.now() - began, { most: spreadMs + 5_000 });
    await backend.start();
    count('backend drained');
    // Whoever looked before all had their moment would see a part of the spread, as long as the node took to start.
    await world.during(Math.max(0, spreadMs - (performance.now() - began)) / 1_000, stop);
    const moments = swarm.connections.slice(from).sort((one, other) => one - other);
    const [first, last] = [moments[0] ?? 0, moments.at(-1) ?? 0];
    measure(`${moments.length} came back over`, last - first);
    if (moments.length >= 10 && last - first < spreadMs / 2)
      complain(`${moments.length} came back within ${last - first} ms`);
    await world.during(seconds / 10, stop);
  }
  // Whoever was refused meanwhile waits out a pause of his own.
  const began = performance.now();
  while (swarm.connected() < listeners && performance.now() - began < backWithinMs * 2) await world.during(0.1, stop);
  measure(`all ${listeners} are back within`, performance.now() - began, { most: backWithinMs });
  const gone = listeners - swarm.connected();
  swarm.stop();
  await writing.stop();
  if (gone > 0) complain(`${gone} of ${listeners} sockets did not come back`);
  const failed = world.devices.flatMap((device) =>
    [...device.client().state.get().outbox.values()].flat().filter(({ status }) => status === 'failed'),
  );
  if (failed.length > 0) complain(`${failed.length} people were shown that a send failed`);
}

/** One node stops for a while, again and again; those on the others notice nothing. */
async function stalls(stage: Stage): Promise<void> {
  const { world, random, seconds, load, stop, count, measure } = stage;
  const writing = load();
  writing.start();
  const others: number[] = [];
  const deadline = performance.now() + seconds * 1_000;
  while (performance.now() < deadline && !stop.aborted) {
    const stalled = random.pick(world.backends);
    const awake = world.backends.filter((backend) => backend !== stalled);
    stalled?.freeze();
    count('backend stalled');
    const probe = startProbe(awake, (backend) => {
      const citizen = nth(world.citizens, random.between(0, world.citizens.length - 1));
      const c = nth(world.conversations, random.between(0, world.conversations.length - 1));
      return compose(world, citizen, c, `meanwhile at ${backend.name}, ${crypto.randomUUID()}`).post(
        citizen.at(backend),
      );
    });
    await world.during(stallMs / 1_000, stop).finally(() => stalled?.thaw());
    await probe.stop();
    others.push(...tookOf(probe.answers));
    world.touch();
    await pause(random.between(1_000, 2_000));
  }
  await writing.stop();
  const { count: asked, p50, p99 } = percentilesOf(others);
  measure(`${asked} sends at the others, half within`, p50, { most: 150 });
  measure('99 of 100 within', p99, { most: 2_500 });
}

/** What happens to the processes of the service. */
export const serverScenarios: readonly Scenario[] = [
  {
    name: 'F1',
    title: 'kill -9 of one node after another, the first between commit and announcement',
    seconds: 30,
    play: ({ weather, seconds }) =>
      weather(seconds, [serverFaults.filter(({ name }) => name === 'backend killed')], {
        directed: [killedAfterCommit],
      }),
    judge: ({ sweeps, stats }) => [
      ...(sweeps > 0 ? [] : ['nothing that the dead node left was announced']),
      ...late('a send in doubt', stats.ack.max, 15_000),
      // A heartbeat that ends is noticed after six seconds.
      ...late('what the dead node left', stats.lag.max, 11_000),
    ],
  },
  {
    name: 'F2',
    title: `rolling deploy: SIGTERM of each node in turn, ${listeners} sockets`,
    seconds: 10,
    world: { env: () => ({ DRAIN_SPREAD_MS: String(spreadMs) }) },
    play: rollingDeploy,
  },
  { name: 'F24', title: 'one node stalls for 3 s, again and again', seconds: 25, play: stalls },
];
