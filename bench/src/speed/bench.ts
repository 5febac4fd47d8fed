import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readCommandLine, tell } from '@parley/local/command-line.ts';
import { checkout } from '@parley/local/data-folder.ts';
import { Failure, runCommand } from '@parley/local/failure.ts';
import { stopSignal } from '@parley/local/stop-signal.ts';
import { inLab } from './lab/lab.ts';
import { compareWith, mergedWith, readBaseline } from './measure/baseline.ts';
import { holds, type Line, tableOf } from './measure/line.ts';
import { benches } from './runs/benches.ts';

const baselineFile = join(checkout, 'docs', 'baseline.json');
const usage: readonly string[] = [
  'npm run bench -- [benches] [options]     measures, each bench in a lab of its own',
  '',
  `  benches         ${benches.map(({ name }) => name).join(', ')}`,
  '  --quick         one short round instead of the median of three',
  '  --part PART     a part of a bench alone, where it has parts',
  '  --json FILE     writes the lines into a file',
  '  --keep          puts the ratios of what ran into docs/baseline.json',
  '  --profile       says where the time of a page went, where there is one',
];
const say = (line: string): void => console.log(line);

/** Runs the benches that were asked for, one after the other, each in a lab of its own: none leaves the next its rows. */
async function main(): Promise<number> {
  const read = readCommandLine(process.argv.slice(2), {
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
      keep: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      part: { type: 'string' },
    },
  });
  if (read === null) {
    tell(usage);
    return 0;
  }
  const { values, positionals } = read;
  const unknown = positionals.find((name) => !benches.some((bench) => bench.name === name));
  if (unknown !== undefined)
    throw new Failure(`There is no bench ${unknown}: ${benches.map(({ name }) => name).join(', ')}.`);
  const chosen = benches.filter(({ name, alone }) => (positionals.length === 0 ? !alone : positionals.includes(name)));
  const { profile, part = null } = values;
  const measure = { ...(values.quick ? { rounds: 1, ms: 1_500 } : { rounds: 3, ms: 3_000 }), profile, part };
  if (part !== null && values.keep) throw new Failure('Only a whole run is kept: leave out --part.');

  const stop = stopSignal();
  const lines: Line[] = [];
  for (const { name, load } of chosen) {
    say(`\n${name} ...`);
    const bench = await load();
    const measured = await inLab(say, stop, (lab) => bench(lab, measure));
    lines.push(...measured);
    for (const line of tableOf(measured)) say(line);
  }

  if (chosen.length > 1) for (const line of ['', ...tableOf(lines)]) say(line);
  const baseline = readBaseline(() => readFileSync(baselineFile, 'utf8'));
  for (const line of compareWith(baseline, lines)) say(line);
  if (values.keep) write(baselineFile, mergedWith(baseline, lines));
  if (values.json !== undefined) write(values.json, lines);
  const missed = lines.filter((line) => !holds(line));
  say(missed.length === 0 ? '\nEvery bound holds.' : `\n${missed.length} of ${lines.length} lines miss their bound.`);
  return missed.length === 0 ? 0 : 1;
}

function write(file: string, lines: readonly Line[]): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(lines, null, 2)}\n`);
}

await runCommand(main);
process.exit();
