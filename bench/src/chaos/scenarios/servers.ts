import { droppedAnswer, killedAfterCommit } from '../faults/directed.ts';
import type { Fault } from '../faults/fault.ts';
import { serverFaults } from '../faults/server-faults.ts';
import { nth } from './by-hand.ts';
import type { Scenario, Stage } from './scenario.ts';

const named = (name: string): Fault[] => serverFaults.filter((fault) => fault.name === name);

/** People write while something is away for so long. */
async function away(
  { load, world, stop, count, seconds }: Stage,
  name: string,
  begin: () => Promise<void> | void,
  end: () => Promise<void> | void,
): Promise<void> {
  const writing = load();
  writing.start();
  await world.during(2, stop);
  await begin();
  count(name);
  await world.during(seconds, stop).finally(end);
  world.touch();
  await world.during(3, stop);
  await writing.stop();
}

/** How the nodes answer while the database does not: soon, worth another try, and alive. */
async function askEach({ world, complain }: Stage): Promise<void> {
  for (const backend of world.backends) {
    const began = performance.now();
    const { status } = await nth(world.citizens, 1).at(backend).ask('GET', '/conversations');
    const took = performance.now() - began;
    if (status !== 503) complain(`${backend.name} answered ${status} without its database`);
    if (took > 3_000) complain(`${backend.name} took ${Math.round(took)} ms to say so`);
    const live = await fetch(`http://127.0.0.1:${backend.port}/health/live`, { signal: AbortSignal.timeout(3_000) });
    if (live.status !== 200) complain(`${backend.name} called itself dead (${live.status})`);
  }
}

/** What happens to processes and stores, one kind at a time. */
export const serverScenarios: readonly Scenario[] = [
  {
    name: 'F1',
    title: 'kill -9 of one node after another, the first between commit and announcement',
    seconds: 30,
    play: ({ weather, seconds }) => weather(seconds, [named('backend killed')], { directed: [killedAfterCommit] }),
    judge: ({ sweeps }) => (sweeps > 0 ? [] : ['nothing that the dead node left was announced']),
  },
  {
    name: 'F2',
    title: 'rolling deploy: SIGTERM of each node in turn',
    seconds: 10,
    async play({ world, load, count, stop, seconds }) {
      const writing = load();
      writing.start();
      for (const backend of world.backends) {
        await backend.term();
        await backend.start();
        count('backend drained');
        await world.during(seconds / 10, stop);
      }
      await writing.stop();
    },
  },
  ...[3, 22, 120].map(
    (seconds): Scenario => ({
      name: seconds === 3 ? 'F3' : `F3-${seconds}`,
      title: `Redis killed for ${seconds} s`,
      seconds,
      play: (stage) => away(stage, 'Redis killed', stage.world.redis.kill, stage.world.redis.restart),
    }),
  ),
  {
    name: 'F4',
    title: 'Redis flushed',
    seconds: 10,
    play: ({ weather, seconds }) => weather(seconds, [named('Redis flushed')]),
  },
  {
    name: 'F5',
    title: 'Postgres restarted at once, again and again',
    seconds: 30,
    play: ({ weather, seconds }) =>
      weather(seconds, [named('Postgres restarted at once')], { pauseMs: [2_000, 4_000] }),
  },
  {
    name: 'F6',
    title: 'Postgres frozen: 503 soon, and nobody ends',
    seconds: 10,
    play: (stage) =>
      away(
        stage,
        'Postgres frozen',
        async () => {
          stage.world.postgres.freeze();
          await askEach(stage);
        },
        stage.world.postgres.thaw,
      ),
  },
  {
    name: 'F7',
    title: 'the answer to a commit lost, with and without the node; the answer to a send lost',
    seconds: 25,
    async play(stage) {
      const losing: Fault[] = [killedAfterCommit, droppedAnswer].map(({ name, run }) => ({
        name,
        weight: 1,
        run: async (world, random) => void (await run(world, random)),
      }));
      await stage.weather(stage.seconds, [losing]);
    },
    judge: ({ stats }) => (stats.replays > 0 ? [] : ['vacuous: no send was repeated']),
  },
  {
    name: 'F24',
    title: 'one node stalls for 3 s, again and again',
    seconds: 25,
    play: ({ weather, seconds }) => weather(seconds, [named('backend stalled')]),
  },
  {
    name: 'F25',
    title: 'Postgres read-only',
    seconds: 10,
    play: (stage) =>
      away(
        stage,
        'Postgres read-only',
        async () => {
          const { world, complain } = stage;
          await world.postgres.readOnly(true);
          const body = { id: crypto.randomUUID(), content: 'not now' };
          const path = `/conversations/${nth(world.conversations, 0)}/messages`;
          const { status } = await nth(world.citizens, 1).api.ask('POST', path, body);
          if (status !== 503) complain(`a send was answered ${status} by a database that only reads`);
        },
        () => stage.world.postgres.readOnly(false),
      ),
  },
];
