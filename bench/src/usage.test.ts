import { join } from 'node:path';
import { checkout } from '@parley/local/data-folder.ts';
import { runProgram } from '@parley/local/run-program.ts';
import { expect, it } from 'vitest';

const commands = [
  'chaos/chaos',
  'chaos/mutants',
  'chaos/nightly',
  'recall/recall',
  'load/load',
  'speed/bench',
  'observe/drill',
];

const run = (command: string, option: string) =>
  runProgram(process.execPath, ['--import', 'tsx', join('bench', 'src', `${command}.ts`), option], { cwd: checkout });

it.each(commands)(
  '%s tells how it is used, and in one line what it does not know, before anything is started',
  async (command) => {
    const asked = await run(command, '--help');
    expect(asked.output).toMatch(/^npm run [\w:]+/);
    expect(asked.code).toBe(0);
    const mistaken = await run(command, '--hlep');
    expect(mistaken.output.trim()).toBe("Unknown option '--hlep'. --help tells what there is.");
    expect(mistaken.code).toBe(1);
  },
);
