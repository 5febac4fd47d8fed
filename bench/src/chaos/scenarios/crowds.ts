import { createFacts } from '../checker/facts.ts';
import { percentilesOf, statsOf } from '../checker/stats.ts';
import { residentMb } from '../world/memory.ts';
import { startSwarm } from '../world/swarm.ts';
import type { Citizen, World } from '../world/world.ts';
import { compose, nth } from './by-hand.ts';
import type { Scenario, Stage } from './scenario.ts';

const crowd = 150;
const readers = 40;
const gap = 500;
const words = 'a message of sixteen kilobytes, '.repeat(500);
const nothingYet = { conversations: [], messages: [], changes: [], participants: [] };

/** How late news was on the devices that are not named, until now. */
function lagWithout({ recorder }: World, names: ReadonlySet<string>) {
  const seen = recorder.history.filter(({ kind, device }) => kind !== 'apply' || !names.has(device));
  const finals = { devices: [], fresh: [], settledAfterMs: null, settleWithinMs: 0, sweepersHadTime: false };
  return statsOf(createFacts(seen, nothingYet, finals, [])).lag;
}

/** Some read a kilobyte a second of a conversation that says a hundred: they are cut, and come back whole. */
async function slowReaders({ world, seconds, stop, count, complain, measure }: Stage): Promise<void> {
  const { backends, citizens, conversations, devices } = world;
  const swarm = startSwarm(await world.addLink(), citizens, readers);
  const slow = devices.slice(0, 2);
  const names = new Set(slow.map(({ name }) => name));
  await world.during(2, stop);
  const before = backends.map(({ pid }) => residentMb(pid()));
  for (const { link } of slow) link.set({ rate: 1_024 });
  count('devices read slowly');
  const deadline = performance.now() + seconds * 1_000;
  const cutsIn = () =>
    backends.reduce((sum, backend) => sum + backend.log().split('a slow reader was cut').length - 1, 0);
  // What the system itself keeps for a reader comes before the cap: a slow machine takes longer to fill it.
  const atLast = deadline + seconds * 1_000;
  const isOn = () => performance.now() < deadline || (cutsIn() === 0 && performance.now() < atLast);
  for (let round = 0; isOn() && !stop.aborted; round += 1) {
    const began = performance.now();
    const authors = [2, 3].map((place) => nth(citizens, place));
    await Promise.all(
      authors.map((author, index) =>
        compose(world, author, nth(conversations, 0), `${round}.${index} ${words}`).post(author.api),
      ),
    );
    await world.during(Math.max(0.005, 0.04 - (performance.now() - began) / 1_000), stop);
  }
  world.touch();
  const grown = backends.map(({ pid }, index) => residentMb(pid()) - (before[index] ?? 0));
  const cuts = cutsIn();
  const { p99 } = lagWithout(world, names);
  for (const { link } of slow) link.heal();
  swarm.stop();
  measure('memory that a node took for it', Math.max(...grown), { unit: 'MB', most: 300 });
  measure('99 of 100 messages at the others within', p99, { most: 500 });
  measure('slow readers cut', cuts, { unit: 'times' });
  if (cuts === 0) complain('vacuous: no slow reader was cut');
}

/** Each one who comes back asks at once what he missed. */
function createAsker(): {
  came(citizen: Citizen): void;
  readonly took: number[];
  readonly failed: number[];
  idle(): Promise<void>;
} {
  const took: number[] = [];
  const failed: number[] = [];
  const asking = new Set<Promise<void>>();
  async function ask({ api }: Citizen): Promise<void> {
    const began = performance.now();
    const body = { epoch: null, after: null, upTo: null, heads: [], open: [], ask: [] };
    const { status } = await api.ask('POST', '/sync', body).catch(() => ({ status: 0 }));
    took.push(performance.now() - began);
    if (status >= 500 || status === 0) failed.push(status);
  }
  return {
    took,
    failed,
    came(citizen) {
      const one = ask(citizen).finally(() => asking.delete(one));
      asking.add(one);
    },
    idle: async () => void (await Promise.all(asking)),
  };
}

/** Everybody is cut at once, some of them far behind; the database is not stormed with them. */
async function storm({ world, load, seconds, stop, count, complain, measure }: Stage): Promise<void> {
  const { citizens, conversations, devices, reader } = world;
  const link = await world.addLink();
  const asker = createAsker();
  const swarm = startSwarm(link, citizens, crowd, asker.came);
  const absent = devices.slice(0, Math.ceil(devices.length / 5));
  const writing = load();
  writing.start();
  await world.during(3, stop);
  let busiest = 0;
  const watching = setInterval(() => {
    const sql = `SELECT count(*)::int FROM pg_stat_activity WHERE application_name = 'parley'`;
    reader.query<{ count: number }>(sql).then(
      ([row]) => {
        busiest = Math.max(busiest, row?.count ?? 0);
      },
      () => undefined,
    );
  }, 500);
  const deadline = performance.now() + seconds * 1_000;
  let slowest = 0;
  for (let round = 1; performance.now() < deadline && !stop.aborted; round += 1) {
    for (const device of absent) {
      device.link.set({ down: true });
      device.online(false);
    }
    for (let left = gap; left > 0; left -= 20) {
      const author = nth(citizens, left % citizens.length);
      const c = nth(conversations, 0);
      // Words are said once, in whichever storm: the checker knows a doubled message by them.
      const wordsOf = (index: number) => `${round} ${left} ${index} missed`;
      await Promise.all(
        Array.from({ length: 20 }, (_, index) => compose(world, author, c, wordsOf(index)).post(author.api)),
      );
    }
    const began = performance.now();
    for (const one of [link, ...devices.map((device) => device.link)]) one.reset();
    for (const device of absent) {
      device.link.heal();
      device.online(true);
    }
    count('everybody cut at once');
    const isBack = () =>
      swarm.connected() === crowd &&
      devices.every((device) => device.client().state.get().connection.carrier === 'socket');
    while (!isBack() && performance.now() - began < 90_000) await world.during(0.05, stop);
    slowest = Math.max(slowest, performance.now() - began);
    await world.during(2, stop);
  }
  clearInterval(watching);
  await writing.stop();
  await asker.idle();
  swarm.stop();
  measure(`${crowd + devices.length} sockets back within`, slowest, { most: 45_000 });
  measure('what they missed, 99 of 100 within', percentilesOf(asker.took).p99, { most: 5_000 });
  measure('connections to Postgres', busiest, { unit: 'at once', most: world.backends.length * 10 });
  if (asker.failed.length > asker.took.length / 100)
    complain(`${asker.failed.length} of ${asker.took.length} came back to a failure`);
}

/** Many who listen. */
export const crowdScenarios: readonly Scenario[] = [
  {
    name: 'F15',
    title: `devices that read 1 KB a second, among ${readers} sockets that do not`,
    seconds: 30,
    settleWithinMs: 40_000,
    play: slowReaders,
  },
  {
    name: 'F17',
    title: `reconnect storms: ${crowd} sockets cut at once, some ${gap} messages behind`,
    seconds: 25,
    play: storm,
  },
];
