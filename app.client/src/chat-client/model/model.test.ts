import fc from 'fast-check';
import { describe, it } from 'vitest';
import { anything, type Command, type CommandName, pagesAndRemovals, run } from './commands.ts';
import { type Reducers, realReducers } from './reducers.ts';
import { World } from './world.ts';

const names = Object.keys(anything) as CommandName[];

const commandOf = (weights: Readonly<Record<CommandName, number>>): fc.Arbitrary<Command> =>
  fc.tuple(
    fc.oneof(...names.map((name) => ({ weight: weights[name], arbitrary: fc.constant(name) }))),
    fc.nat(19),
    fc.nat(11),
  );

const historyOf = (weights: Readonly<Record<CommandName, number>>) =>
  fc.array(commandOf(weights), { maxLength: 60, size: 'max' });

const runs = Number(process.env.MODEL_RUNS ?? 600);
const seed = process.env.MODEL_SEED === undefined ? {} : { seed: Number(process.env.MODEL_SEED) };

function live(commands: readonly Command[], silentTail: boolean, reducers: Reducers = realReducers): void {
  const world = new World(reducers);
  for (const command of commands) run(world, command);
  world.settle(silentTail);
}

describe('every device ends with exactly the record', () => {
  it('whatever the network, the nodes and the people do', { timeout: 7_200_000 }, () => {
    fc.assert(
      fc.property(historyOf(anything), fc.boolean(), (commands, silent) => live(commands, silent)),
      {
        numRuns: runs,
        ...seed,
      },
    );
  });

  it('where pages meet changes, removals and cut logs', { timeout: 7_200_000 }, () => {
    fc.assert(
      fc.property(historyOf(pagesAndRemovals), fc.boolean(), (commands, silent) => live(commands, silent)),
      {
        numRuns: runs,
        ...seed,
      },
    );
  });
});
