import { announcement, type DemoAccount, demoAdmin, parseAccounts } from './announce.ts';
import { openBrowser } from './browser.ts';
import { built, ensureBuilt } from './build.ts';
import { tellsUsage } from './command-line.ts';
import { checkout } from './data-folder.ts';
import { Failure, runCommand } from './failure.ts';
import { choosePort } from './port-choice.ts';
import { loopback } from './ports.ts';
import { startPostgres } from './postgres.ts';
import { holdRunFolder } from './run-folder.ts';
import { runProgram } from './run-program.ts';
import { seedDemo, startServer } from './server.ts';
import { aborted, stopSignal } from './stop-signal.ts';
import { createTeardown } from './teardown.ts';

const usage = [
  'npm start     everything on one port, with demo people, until Ctrl-C',
  '',
  '  PORT           the port, 5000 unless it is taken',
  '  DATABASE_URL   a Postgres of your own instead of the one it brings; without demo people then',
  '  DEMO           off: no demo people; on: also in a database of your own',
  '  PARLEY_DATA    the folder of its data',
  '',
  'The other settings are in the README.',
];

await runCommand(async () => {
  if (tellsUsage(usage, process.argv.slice(2))) return 0;
  const stop = stopSignal();
  const teardown = createTeardown();
  try {
    return await run(stop, teardown.add);
  } catch (error) {
    if (stop.aborted) return 0;
    throw error;
  } finally {
    if (stop.aborted) console.log('\nEnding: open requests first, the database last ...');
    await teardown.run();
  }
});

async function run(stop: AbortSignal, atEnd: (end: () => Promise<void> | void) => void): Promise<number> {
  const data = await holdRunFolder();
  atEnd(data.claim.release);
  await ensureBuilt(console.log, stop);

  const given = process.env.DATABASE_URL;
  const databaseUrl = given || (await ownDatabase(data.postgres, atEnd));
  stop.throwIfAborted();

  const host = process.env.HOST || loopback;
  const { port, settle } = await choosePort(process.env.PORT, host);
  // Nobody wants demo people in a database of his own, unless he says so.
  const demo = given ? process.env.DEMO === 'on' : process.env.DEMO !== 'off';
  // In the demo somebody sees the administrators' part too; a database of one's own names its own.
  const ADMINS = process.env.ADMINS || (demo && !given ? demoAdmin : '');
  const options = { databaseUrl, host, port, stop, env: { ADMINS, FILES: process.env.FILES || data.files } };
  const server = await startServer(options);
  settle();
  atEnd(() => server.stop());
  data.claim.note({ address: server.address, children: [server.identity] });

  if (demo && (given || !data.isSeeded())) {
    console.log('Writing the demo people and their conversations ...');
    await seedDemo(options);
    if (!given) data.noteSeeded();
  }
  const accounts = demo ? await demoAccounts(stop) : [];
  const where = given ? 'the database of DATABASE_URL' : data.folder;
  console.log(announcement(server.address, accounts, where, process.stdout.isTTY === true, ADMINS));
  openBrowser(server.address);

  const code = await Promise.race([aborted(stop).then(() => undefined), server.ended]);
  if (code !== undefined && !stop.aborted) throw new Failure(`The server ended by itself, with ${code}.`);
  return 0;
}

async function ownDatabase(dataDir: string, atEnd: (end: () => Promise<void>) => void): Promise<string> {
  const postgres = await startPostgres({ dataDir, persistent: true });
  atEnd(postgres.stop);
  return postgres.url;
}

async function demoAccounts(stop: AbortSignal): Promise<readonly DemoAccount[]> {
  const { code, output } = await runProgram(process.execPath, [built.seed, '--accounts'], { cwd: checkout, stop });
  if (code !== 0) throw new Failure(`The demo accounts could not be told:\n${output}`);
  return parseAccounts(output);
}
