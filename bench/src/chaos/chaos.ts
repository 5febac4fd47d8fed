import 'fake-indexeddb/auto';
import { ensureBuilt } from '@parley/local/build.ts';
import { tell } from '@parley/local/command-line.ts';
import { Failure, runCommand } from '@parley/local/failure.ts';
import { stopSignal } from '@parley/local/stop-signal.ts';
import { check } from './checker/check.ts';
import { readRunFile, writeRunFile } from './run/history-file.ts';
import { askedOf, chaosUsage } from './run/options.ts';
import { isGood, report } from './run/verdict.ts';

const say = (line: string): void => console.log(line);

/** Reads an old history again: the same verdict, without a server. */
function checkAgain(file: string): number {
  const { history, truth, finals, samples, seed, faults } = readRunFile(file);
  const { violations, stats } = check(history, truth, finals, samples);
  const { settledAfterMs } = finals;
  const verdict = { violations, stats, faults, complaints: [], measured: [], seed, sweeps: 0, settledAfterMs };
  for (const line of report(verdict, null)) say(line);
  return isGood(verdict) ? 0 : 1;
}

async function main(): Promise<number> {
  const asked = askedOf(process.argv.slice(2));
  if (asked === null) {
    tell(chaosUsage);
    return 0;
  }
  if (asked.check !== undefined) return checkAgain(asked.check);
  // Whoever only asks how it is used does not wait for all of it.
  const { scenarios } = await import('./scenarios/scenarios.ts');
  if (asked.list) {
    for (const { name, title, seconds } of scenarios) say(`${name.padEnd(6)} ${`${seconds} s`.padStart(6)}  ${title}`);
    return 0;
  }
  const scenario = scenarios.find(({ name }) => name.toLowerCase() === asked.scenario.toLowerCase());
  if (scenario === undefined) throw new Failure(`There is no scenario ${asked.scenario}: --list names them.`);
  const stop = stopSignal();
  await ensureBuilt(say, stop, ['server']);
  const { play } = await import('./run/play.ts');
  const { verdict, run, logs } = await play(scenario, { ...asked, say, stop });
  for (const line of report(verdict, isGood(verdict) ? null : writeRunFile(run, logs))) say(line);
  return isGood(verdict) ? 0 : 1;
}

await runCommand(main);
// A client core that was stopped may still have a timer of a library of its own.
process.exit();
