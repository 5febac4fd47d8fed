import { ensureBuilt } from '@parley/local/build.ts';
import { tellsUsage } from '@parley/local/command-line.ts';
import { Failure, runCommand } from '@parley/local/failure.ts';
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

const say = (line: string): void => console.log(line);

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
    const prometheus = await startPrometheus({ targets, window: '10s', wait: '3s' });
    teardown.add(() => prometheus.stop());

    const people = [await world.register('ada'), await world.register('bob'), await world.register('cyd')];
    const writing = keepWriting(people, await world.startGroup(people));
    teardown.add(() => writing.stop());
    say('killed      alerts that fired, after so many seconds                    what the panels showed');
    let missed = 0;
    for (const fault of faults(world)) {
      stop.throwIfAborted();
      const { line, isComplete } = await rehearse(fault, prometheus);
      say(line);
      if (!isComplete) missed += 1;
    }
    if (missed > 0) throw new Failure(`${missed} went unnoticed.`);
    return 0;
  } finally {
    await teardown.run();
  }
}

await runCommand(main);
process.exit();
