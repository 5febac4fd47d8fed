import 'fake-indexeddb/auto';
import { ensureBuilt } from '@parley/local/build.ts';
import { namedOf, readCommandLine, tell, wholeNumber } from '@parley/local/command-line.ts';
import { runCommand } from '@parley/local/failure.ts';
import { stopSignal } from '@parley/local/stop-signal.ts';
import { buildMutants } from './mutants/build.ts';
import type { Caught } from './mutants/hunt.ts';
import { mutants } from './mutants/mutants-list.ts';
import { startChaosPostgres } from './world/postgres.ts';

const usage: readonly string[] = [
  'npm run chaos:mutants -- [options]     breaks Parley on purpose, and shows that the checker sees it',
  '',
  '  --only NAMES   these mutants alone, with commas: M6,M12',
  '  --seed N       draws the same load and the same faults again (1)',
];

// Most of a hunt is waiting: three at once share a small machine well.
const hunters = 3;

async function timed(hunting: Promise<Caught>): Promise<Caught & { readonly took: string }> {
  const began = performance.now();
  const caught = await hunting;
  return { ...caught, took: `${((performance.now() - began) / 1_000).toFixed(0)} s` };
}

async function main(): Promise<number> {
  const read = readCommandLine(process.argv.slice(2), {
    options: { only: { type: 'string' }, seed: { type: 'string', default: '1' } },
  });
  if (read === null) {
    tell(usage);
    return 0;
  }
  const { values } = read;
  const seed = wholeNumber('seed', values.seed);
  const chosen = namedOf('mutant', mutants, values.only);
  const stop = stopSignal();
  await ensureBuilt(console.log, stop, ['server']);
  // Whoever only asks how it is used does not wait for all of it.
  const { control, hunt } = await import('./mutants/hunt.ts');
  const program = await buildMutants();
  const postgres = await startChaosPostgres();
  try {
    await postgres.prepare();
    const options = { program, postgres, seed, stop };
    const waiting = [...chosen];
    let caught = 0;
    const hunter = async (): Promise<void> => {
      for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
        const { name, title, by, scenario } = mutant;
        const { isCaught, what, took } = await timed(hunt(mutant, options));
        if (isCaught) caught += 1;
        const word = isCaught ? 'caught  ' : 'SURVIVED';
        console.log(`${word} ${name.padEnd(4)} ${title} [${by}, ${scenario.name}, ${took}]: ${what || 'nothing'}`);
      }
    };
    const real = control(options);
    real.catch(() => undefined);
    await Promise.all(Array.from({ length: hunters }, hunter));
    const { isCaught: isWrong, what } = await real;
    console.log(`${isWrong ? 'WRONG    ' : 'as it is '}nothing swapped: ${what}`);
    console.log(`${caught} of ${chosen.length} mutants caught`);
    return caught === chosen.length && !isWrong ? 0 : 1;
  } finally {
    await postgres.stop();
  }
}

await runCommand(main);
process.exit();
