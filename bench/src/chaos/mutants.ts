import 'fake-indexeddb/auto';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '@parley/local/build.ts';
import { runCommand } from '@parley/local/failure.ts';
import { stopSignal } from '@parley/local/stop-signal.ts';
import { buildMutants } from './mutants/build.ts';
import { clientMutants } from './mutants/client-mutants.ts';
import { type Mutant, mutants } from './mutants/mutants-list.ts';
import { type Played, play } from './run/play.ts';

const usualPatienceMs = 2_500;
const atWork = 'the mutant is at work';

/** What was noticed: the invariants that cried out, and for a redundant part the counter that stood still. */
function noticed({ verdict, logs }: Played, mutant: Mutant): { isCaught: boolean; what: string } {
  const names = new Map<string, number>();
  for (const { invariant } of verdict.violations) names.set(invariant, (names.get(invariant) ?? 0) + 1);
  const what = [...names].map(([name, count]) => `${name} ${count}×`).join(', ');
  if (mutant.server !== undefined && !logs.some((log) => log.includes(atWork))) {
    return { isCaught: false, what: 'it never came to do what it does' };
  }
  if (mutant.by !== 'counter') return { isCaught: names.has(mutant.by), what };
  const counters = verdict.complaints.filter((complaint) => complaint.startsWith('no '));
  return { isCaught: counters.length > 0, what: [...counters, what].filter(Boolean).join('; ') };
}

async function hunt(mutant: Mutant, program: string, seed: number, stop: AbortSignal): Promise<boolean> {
  const { name, title, by, scenario, server, client, seconds, patienceMs = usualPatienceMs } = mutant;
  const began = performance.now();
  const createClient = client === undefined ? undefined : clientMutants[client];
  const played = await play(scenario, {
    seed,
    seconds,
    patience: { withinMs: patienceMs, beyondMs: 0 },
    world: {
      ...(server === undefined ? {} : { program: () => [program, server] }),
      ...(createClient === undefined ? {} : { createClient }),
    },
    say: () => undefined,
    stop,
  });
  const { isCaught, what } = noticed(played, mutant);
  const took = `${((performance.now() - began) / 1_000).toFixed(0)} s`;
  console.log(
    `${isCaught ? 'caught  ' : 'SURVIVED'} ${name.padEnd(4)} ${title} [${by}, ${scenario.name}, ${took}]: ${what || 'nothing'}`,
  );
  return isCaught;
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { only: { type: 'string' }, seed: { type: 'string', default: '1' } } });
  const stop = stopSignal();
  await ensureBuilt(console.log, stop);
  const program = await buildMutants();
  const chosen = mutants.filter(({ name }) => values.only === undefined || values.only.split(',').includes(name));
  const waiting = [...chosen];
  let caught = 0;
  /** Most of a hunt is waiting: two at once share the machine well. */
  const hunter = async (): Promise<void> => {
    for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
      if (await hunt(mutant, program, Number(values.seed), stop)) caught += 1;
    }
  };
  await Promise.all([hunter(), hunter()]);
  console.log(`${caught} of ${chosen.length} mutants caught`);
  return caught === chosen.length && chosen.length > 0 ? 0 : 1;
}

await runCommand(main);
process.exit();
