import { ensureBuilt } from '@parley/local/build.ts';
import { tellsUsage } from '@parley/local/command-line.ts';
import { Failure, runCommand } from '@parley/local/failure.ts';
import { rules } from '@parley/local/observe/expressions.ts';
import { startPrometheus } from '@parley/local/observe/prometheus.ts';
import { freePort, loopback } from '@parley/local/ports.ts';
import { stopSignal } from '@parley/local/stop-signal.ts';
import { createTeardown } from '@parley/local/teardown.ts';
import { createRandom } from '../chaos/random.ts';
import { startWorld } from '../chaos/world/world.ts';
import { faults } from './faults.ts';
import { keepWriting } from './load.ts';
import { rehearse } from './rehearse.ts';

const usage: readonly string[] = [
  'npm run observe:drill     two servers, Postgres, Redis and Prometheus: three of them are killed under load, each in turn,',
  '                          and a table says which alert fired after how many seconds, and what its panel showed;',
  '                          the minutes of the rules are seconds here',
];

/** What the minutes of the rules are here. */
const window = '10s';

const say = (line: string): void => console.log(line);

/** Where the runbook speaks of these, as the alerts themselves say it. */
const pages = (alerts: readonly string[]): string =>
  alerts.flatMap((alert) => rules().flatMap(({ name, runbook = '' }) => (name === alert ? [runbook] : []))).join(', ');

async function main(): Promise<number> {
  if (tellsUsage(usage, process.argv.slice(2))) return 0;
  const stop = stopSignal();
  const teardown = createTeardown();
  try {
    await ensureBuilt(say, stop);
    const ports = [await freePort(), await freePort()];
    const world = await startWorld({
      random: createRandom(1),
      backends: ports.length,
      env: (index) => ({ METRICS_PORT: String(ports[index]) }),
    });
    teardown.add(() => world.close());
    const targets = ports.map((port) => `${loopback}:${port}`);
    const prometheus = await startPrometheus({ targets, window, wait: '3s' });
    teardown.add(() => prometheus.stop());

    const people = [await world.register('ada'), await world.register('bob'), await world.register('cyd')];
    const writing = keepWriting(people, await world.startGroup(people));
    teardown.add(() => writing.stop());
    say('killed      alerts that fired, after so many seconds                    what the panels showed');
    let missed = 0;
    for (const fault of faults(world, window)) {
      stop.throwIfAborted();
      const { line, isComplete } = await rehearse(fault, prometheus, { backends: targets.length });
      say(line);
      say(`${' '.repeat(12)}what to do: ${pages(fault.alerts)}`);
      if (!isComplete) missed += 1;
    }
    if (missed > 0) throw new Failure(`${missed} of them not as it should be: see above.`);
    return 0;
  } finally {
    await teardown.run();
  }
}

await runCommand(main);
process.exit();
