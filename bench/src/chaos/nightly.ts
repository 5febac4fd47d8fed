import 'fake-indexeddb/auto';
import { ensureBuilt } from '@parley/local/build.ts';
import { namedOf, readCommandLine, tell, wholeNumber } from '@parley/local/command-line.ts';
import { Failure, runCommand } from '@parley/local/failure.ts';
import { stopSignal } from '@parley/local/stop-signal.ts';
import { writeRunFile } from './run/history-file.ts';
import type { RunOptions } from './run/play.ts';
import { isGood, report } from './run/verdict.ts';
import { mix } from './scenarios/mix.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { scenarios } from './scenarios/scenarios.ts';

const usage: readonly string[] = [
  'npm run chaos:nightly -- [options]     every scenario once, then the mix on one seed after another',
  '',
  '  --seeds N      how many seeds (20)',
  '  --seconds N    how long the mix is played on each (90)',
  '  --only NAMES   of the scenarios these alone, with commas',
];

/** One run; true when it was red, also when it could not be played to its end. */
async function night(scenario: Scenario, options: RunOptions): Promise<boolean> {
  const name = scenario.name.padEnd(6);
  try {
    // Whoever only asks how it is used does not wait for all of it.
    const { play } = await import('./run/play.ts');
    const { verdict, run, logs } = await play(scenario, options);
    const file = isGood(verdict) ? null : writeRunFile(run, logs);
    const lines = report(verdict, file);
    const shown = file === null ? [...lines.slice(-1), ...verdict.measured.map((line) => `         ${line}`)] : lines;
    console.log(`${name} ${shown.join('\n')}`);
    return file !== null;
  } catch (error) {
    console.log(`${name} was not played to its end:`, error);
    return true;
  }
}

/** Every scenario once, then the mix on one seed after another; a red one does not keep the others from being tried. */
async function main(): Promise<number> {
  const read = readCommandLine(process.argv.slice(2), {
    options: {
      seeds: { type: 'string', default: '20' },
      seconds: { type: 'string', default: '90' },
      only: { type: 'string' },
    },
  });
  if (read === null) {
    tell(usage);
    return 0;
  }
  const { values } = read;
  const [seeds, seconds] = [wholeNumber('seeds', values.seeds), wholeNumber('seconds', values.seconds, 1)];
  const chosen = namedOf('scenario', scenarios, values.only).filter((scenario) => scenario !== mix);
  if (chosen.length + seeds === 0) throw new Failure('Nothing would be played: neither a scenario nor a seed.');
  const stop = stopSignal();
  await ensureBuilt(console.log, stop, ['server']);
  const first = Math.floor(Math.random() * 1_000_000);
  const rounds: { scenario: Scenario; seed: number; seconds?: number }[] = [
    ...chosen.map((scenario) => ({ scenario, seed: first })),
    ...Array.from({ length: seeds }, (_, index) => {
      return { scenario: mix, seed: first + index, seconds };
    }),
  ];
  const red: string[] = [];
  for (const { scenario, ...options } of rounds) {
    const isRed = await night(scenario, { ...options, say: () => undefined, stop });
    if (isRed) red.push(`${scenario.name} ${options.seed}`);
    stop.throwIfAborted();
  }
  console.log(red.length === 0 ? `${rounds.length} of ${rounds.length} runs as promised` : `red: ${red.join(', ')}`);
  return red.length === 0 ? 0 : 1;
}

await runCommand(main);
process.exit();
