import { percentilesOf } from '../checker/stats.ts';
import type { Backend } from '../world/backend.ts';
import { residentMb } from '../world/memory.ts';
import { type Probed, startProbe, statusesOf, tookOf } from '../world/probe.ts';
import { compose, nth } from './by-hand.ts';
import { writesWhileReadOnly } from './read-only.ts';
import type { Scenario, Stage } from './scenario.ts';

const atOnce = 300;
const restarts = 10;

/** A send of nobody's device, through one node alone. */
const sendThrough =
  ({ world, random }: Stage) =>
  (backend: Backend): Promise<number> => {
    const citizen = nth(world.citizens, random.between(0, world.citizens.length - 1));
    const c = nth(world.conversations, random.between(0, world.conversations.length - 1));
    return compose(world, citizen, c, `asked of ${backend.name}, ${crypto.randomUUID()}`).post(citizen.at(backend));
  };

/** Every process of Postgres ends in the middle of open transactions, again and again. */
async function restartAgainAndAgain(stage: Stage): Promise<void> {
  const { world, seconds, stop, count, complain, measure } = stage;
  const writing = stage.load();
  writing.start();
  const probe = startProbe(world.backends, sendThrough(stage), { width: 7 });
  const returns: number[] = [];
  for (let round = 0; round < restarts; round += 1) {
    await world.during(seconds / restarts, stop);
    await world.postgres.restartAtOnce();
    returns.push(performance.now());
    count('Postgres restarted at once');
  }
  await world.during(3, stop);
  await probe.stop();
  await writing.stop();
  const strange = statusesOf(probe.answers).filter((status) => ![201, 503].includes(status));
  if (strange.length > 0) complain(`nodes without a database answered ${strange}`);
  if (!probe.answers.some(({ status }) => status === 503)) complain('vacuous: nobody met the database away');
  const firstAfter = (moment: number): Probed | undefined =>
    probe.answers.find(({ status, answered }) => status === 201 && answered > moment);
  const waits = returns.map((moment) => (firstAfter(moment)?.answered ?? Number.POSITIVE_INFINITY) - moment);
  measure('Postgres ready to the first stored send', Math.max(...waits), { most: 2_000 });
}

/** Postgres is there and does nothing: everybody hears so soon, and no node takes it for its own end. */
async function frozen(stage: Stage): Promise<void> {
  const { world, seconds, stop, count, complain, measure } = stage;
  const writing = stage.load();
  writing.start();
  await world.during(2, stop);
  const before = world.backends.map(({ pid }) => residentMb(pid()));
  world.postgres.freeze();
  count('Postgres frozen');
  const ask = sendThrough(stage);
  const asked = Array.from({ length: atOnce }, async (_, index): Promise<Probed> => {
    const backend = nth(world.backends, index % world.backends.length);
    const began = performance.now();
    const status = await ask(backend);
    return { node: backend.name, status, asked: began, answered: performance.now() };
  });
  const lives = startProbe(world.backends, isLive, { everyMs: 500 });
  const answers = await Promise.all(asked);
  await world.during(seconds, stop).finally(() => world.postgres.thaw());
  world.touch();
  await lives.stop();
  const grown = world.backends.map(({ pid }, index) => residentMb(pid()) - (before[index] ?? 0));
  await world.during(3, stop);
  await writing.stop();
  const strange = statusesOf(answers).filter((status) => status !== 503);
  if (strange.length > 0) complain(`${atOnce} sends to a frozen database were answered ${statusesOf(answers)}`);
  if (statusesOf(lives.answers).some((status) => status !== 200)) {
    complain(`nodes with a frozen database called themselves ${statusesOf(lives.answers)}`);
  }
  measure(`slowest of ${atOnce} refusals at once`, Math.max(...tookOf(answers)), { most: 2_500 });
  measure('memory that a node took for it', Math.max(...grown), { unit: 'MB', most: 50 });
  measure('alive, asked meanwhile', percentilesOf(tookOf(lives.answers)).p99);
}

async function isLive({ port }: Backend): Promise<number> {
  return (await fetch(`http://127.0.0.1:${port}/health/live`, { signal: AbortSignal.timeout(5_000) })).status;
}

/** What happens to Postgres. */
export const databaseScenarios: readonly Scenario[] = [
  {
    name: 'F5',
    title: 'Postgres restarted at once, ten times, each time with twenty sends under way',
    seconds: 30,
    play: restartAgainAndAgain,
  },
  { name: 'F6', title: `Postgres frozen, and ${atOnce} sends at once: 503 soon`, seconds: 10, play: frozen },
  { name: 'F25', title: 'Postgres read-only: 503 for what writes', seconds: 10, play: writesWhileReadOnly },
];
