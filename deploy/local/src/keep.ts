import { resolve } from 'node:path';
import { built, ensureBuilt } from './build.ts';
import { tellsUsage } from './command-line.ts';
import { checkout, dataFolder } from './data-folder.ts';
import { Failure, runCommand } from './failure.ts';
import { reachPostgres } from './reach-postgres.ts';
import { holdRunFolder, runFolder } from './run-folder.ts';
import { runProgram } from './run-program.ts';
import { stopSignal } from './stop-signal.ts';
import { createTeardown } from './teardown.ts';

const usage = [
  'npm run backup -- [FILE]     everything in one file, also while it runs',
  'npm run restore -- FILE      back into an empty instance that does not run',
];

await runCommand(async () => {
  if (tellsUsage(usage, process.argv.slice(2), true)) return 0;
  const [work = '', given, ...more] = process.argv.slice(2);
  if (more.length > 0) throw new Failure(`One file at a time, and not ${[given, ...more].join(' and ')}.`);
  if (work === 'restore' && given === undefined) throw new Failure('Say what to restore: npm run restore -- FILE');
  const file = resolve(process.env.INIT_CWD ?? '.', given ?? `parley-${new Date().toISOString().slice(0, 10)}.backup`);
  const stop = stopSignal();
  const teardown = createTeardown();
  try {
    await ensureBuilt(console.log, stop);
    const { databaseUrl, files, done } = await instance(work, teardown.add);
    const env = { ...process.env, DATABASE_URL: databaseUrl, FILES: process.env.FILES || files };
    const { code, output } = await runProgram(process.execPath, [built.keep, work, file], { cwd: checkout, env, stop });
    console.log(output);
    if (code !== 0) return 1;
    done();
    console.log(
      work === 'backup' ? `It is in ${file}. Whoever has it can read everything.` : 'Start it with: npm start',
    );
    return 0;
  } catch (error) {
    if (!stop.aborted) throw error;
    console.error('Stopped: all is as it was.');
    return 1;
  } finally {
    await teardown.run();
  }
});

/** The database of DATABASE_URL, else this checkout's own. */
async function instance(work: string, atEnd: (end: () => Promise<void> | void) => void) {
  const { DATABASE_URL: given } = process.env;
  if (given) return { databaseUrl: given, files: runFolder().files, done: () => undefined };
  if (work === 'backup') {
    const { url, stop } = await reachPostgres(runFolder().postgres);
    atEnd(stop);
    return { databaseUrl: url, files: runFolder().files, done: () => undefined };
  }
  const data = await holdRunFolder(dataFolder());
  atEnd(data.claim.release);
  const { url, stop } = await reachPostgres(data.postgres);
  atEnd(stop);
  // Nobody wants the demo in what he restored.
  return { databaseUrl: url, files: data.files, done: data.noteSeeded };
}
