import 'fake-indexeddb/auto';
import { writeFileSync } from 'node:fs';
import { readCommandLine, tell, wholeNumber } from '@parley/local/command-line.ts';
import { runCommand } from '@parley/local/failure.ts';
import { stopSignal } from '@parley/local/stop-signal.ts';
import { inLab } from '../speed/lab/lab.ts';
import { createCorpus } from './corpus/corpus.ts';
import { judge, percent, tableOf } from './judge.ts';
import { liveOn, loadHistory, untilFindable } from './load.ts';
import { askOffline } from './offline.ts';
import { askOnline } from './online.ts';
import { makeWorld } from './world.ts';

const hour = 3_600_000;
const say = (line: string): void => console.log(line);

/** A zone where it is about noon: no midnight comes between what is planted on a day and who asks for it. */
function zoneOf(now: number): { zone: string; here: number } {
  const ahead = 12 - new Date(now).getUTCHours();
  // Their signs are the other way round.
  return { zone: `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`, here: now + ahead * hour };
}

const usage: readonly string[] = [
  'npm run test:recall -- [options]     plants what each query must find, and asks online and offline',
  '',
  '  --messages N   how many messages (100000)',
  '  --seed N       draws the same messages and queries again (1)',
  '  --write FILE   writes them into a file, with what is to be found',
];

/** Plants what each question must find, asks all of them online and offline, and tells what was missed. */
async function main(): Promise<number> {
  const read = readCommandLine(process.argv.slice(2), {
    options: {
      messages: { type: 'string', default: '100000' },
      seed: { type: 'string', default: '1' },
      write: { type: 'string' },
    },
  });
  if (read === null) {
    tell(usage);
    return 0;
  }
  const { values } = read;
  const [size, seed] = [wholeNumber('messages', values.messages, 1), wholeNumber('seed', values.seed, 1)];
  const began = performance.now();
  const after = () => `${Math.round((performance.now() - began) / 1_000)} s`;
  const now = Date.now();
  const { zone, here } = zoneOf(now);
  return inLab(say, stopSignal(), async (lab) => {
    const world = await makeWorld((await lab.service({ LOG_LEVEL: 'silent' })).url);
    const { ada } = world.people;
    const corpus = createCorpus(seed, size, world.names, now, here);
    if (values.write !== undefined) writeFileSync(values.write, JSON.stringify(corpusFile(corpus), null, 1));
    await loadHistory(lab.sql, lab.databaseUrl, world, corpus);
    say(`${after()}  ${corpus.messages.length.toLocaleString('en')} messages are said, seed ${seed}`);
    // The second one makes findable what the first did not know of.
    const server = await lab.service({ LOG_LEVEL: 'silent' });
    await liveOn(lab.sql, world, corpus, now);
    await untilFindable(lab.sql, 120_000);
    say(`${after()}  edited, deleted, read, left, and all of it findable; ${server.url} is asked`);
    const online = judge('online', corpus.probes, await askOnline(ada, corpus.probes, zone));
    say(`${after()}  asked online; the device saves what Ada may see`);
    const { answers, state } = await askOffline(ada, corpus.probes, zone, (line) => say(`${after()}  ${line}`));
    const offline = judge('offline', corpus.probes, answers);
    say(`${after()}  asked offline: ${state.searched} of ${state.saved} messages, ${state.unsaved} not on the device`);
    for (const line of ['', ...tableOf([online, offline]), '']) say(line);
    for (const line of [...online.mistakes, ...offline.mistakes]) say(line);
    say(
      `recall ${percent(online.recall)} online, ${percent(offline.recall)} offline ` +
        `(${corpus.probes.length} queries, ${corpus.messages.length} messages)`,
    );
    return online.recall === 1 && offline.recall === 1 ? 0 : 1;
  });
}

/** The corpus as a file, for whoever wants to try another search on it. */
const corpusFile = ({ messages, probes }: ReturnType<typeof createCorpus>) => ({
  messages,
  queries: probes.map(({ kind, query, finds }) => ({ kind, query, finds: [...finds] })),
});

await runCommand(main);
process.exit();
