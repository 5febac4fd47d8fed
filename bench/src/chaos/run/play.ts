import { check } from '../checker/check.ts';
import { createRandom } from '../random.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { startWorld, type World } from '../world/world.ts';
import type { WorldOptions } from '../world/world-options.ts';
import type { RunFile } from './history-file.ts';
import { startProgress } from './progress.ts';
import { createStage } from './stage.ts';
import type { Verdict } from './verdict.ts';

/** What the command line may say. */
export interface RunOptions {
  readonly seed: number;
  readonly seconds?: number | undefined;
  readonly devices?: number | undefined;
  /** Parts swapped at the composition roots, on top of what the scenario asks for. */
  readonly world?: Partial<WorldOptions>;
  /** How long to wait for stillness, and how much longer before giving up. */
  readonly patience?: { readonly withinMs: number; readonly beyondMs: number };
  readonly say: (line: string) => void;
  readonly stop: AbortSignal;
}

/** A run that is over: what it came to, what it is made of, and what the nodes said. */
export interface Played {
  readonly verdict: Verdict;
  readonly run: RunFile;
  readonly logs: readonly string[];
}

const names = [
  'ada',
  'bob',
  'cy',
  'dee',
  'eve',
  'fay',
  'gus',
  'hal',
  'ida',
  'jon',
  'kim',
  'lea',
  'max',
  'nia',
  'oz',
  'pia',
];
const defaults = { people: 8, devices: 12, groups: 5, settleWithinMs: 20_000 };
// The sweepers' next turn comes within 30 s and passes over what is younger than two; then the mark is written, at leisure.
const patienceBeyondMs = 25_000;

/** Everybody is in every conversation; one of them shows only what came after one joined. */
async function cast(
  world: World,
  { people, groups }: { people: number; groups: number },
  devices: number,
): Promise<void> {
  // One after another: whoever comes first owns the groups, in every run.
  for (const name of names.slice(0, Math.min(people, devices))) await world.register(name);
  const { citizens } = world;
  for (let index = 0; index < groups; index += 1) {
    await world.startGroup(citizens, groups > 1 && index === groups - 1 ? 'since_join' : 'full');
  }
  for (let index = 0; index < devices; index += 1) {
    const citizen = citizens[index % citizens.length];
    if (citizen !== undefined) await world.addDevice(citizen);
  }
  await Promise.all(world.devices.map((device) => device.start()));
}

/** What the nodes announced that others, or they themselves, had left. */
function sweepsIn({ backends }: World): number {
  const found = backends.flatMap((backend) => [
    ...backend.log().matchAll(/"conversations":(\d+),"msg":"announced what/g),
  ]);
  return found.reduce((sum, [, count]) => sum + Number(count), 0);
}

/** Plays it from an empty world to the verdict. */
export async function play(scenario: Scenario, options: RunOptions): Promise<Played> {
  const { seed, say } = options;
  const random = createRandom(seed).fork(scenario.name);
  const { people, groups, settleWithinMs, devices } = { ...defaults, ...scenario };
  const patience = options.patience ?? { withinMs: settleWithinMs, beyondMs: patienceBeyondMs };
  const seconds = options.seconds ?? scenario.seconds;
  say(`${scenario.name}: ${scenario.title} (seed ${seed}, ${seconds} s)`);
  const world = await startWorld({ doubles: 0.15, ...scenario.world, ...options.world, random });
  try {
    await cast(world, { people, groups }, options.devices ?? devices);
    const { stage, complaints, measured } = createStage({ ...options, world, random, seconds });
    const progress = startProgress(world.recorder, () => stage.counts, say);
    await scenario.play(stage).finally(() => progress.stop());
    const { history, truth, finals } = await world.finish(patience.withinMs, patience.withinMs + patience.beyondMs);
    const { violations, stats } = check(history, truth, finals, world.samples);
    const exits = world.backends.flatMap((backend) => backend.unexpectedExits());
    const { settledAfterMs } = finals;
    const half = { violations, stats, faults: stage.counts, seed, settledAfterMs, measured, sweeps: sweepsIn(world) };
    return {
      verdict: { ...half, complaints: [...complaints, ...exits, ...(scenario.judge?.(half) ?? [])] },
      run: { seed, scenario: scenario.name, faults: stage.counts, history, truth, finals, samples: world.samples },
      logs: world.backends.map((backend) => backend.log()),
    };
  } finally {
    await world.close();
  }
}
