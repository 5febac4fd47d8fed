import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anything, type Command, type CommandName, commandNames, pagesAndRemovals, run } from './commands.ts';
import { mutants } from './mutants.ts';
import { type Reducers, realReducers } from './reducers.ts';
import { type Story, stories } from './stories.ts';
import { World } from './world.ts';

/** MODEL_RUNS=100000 searches long; MODEL_SEED makes a search repeatable. */
const runs = Number(process.env.MODEL_RUNS ?? 600);
const seed = process.env.MODEL_SEED === undefined ? {} : { seed: Number(process.env.MODEL_SEED) };
const patience = { timeout: 60_000 + runs * 100 };

const historyOf = (weights: Readonly<Record<CommandName, number>>) => {
  const name = fc.oneof(...commandNames.map((one) => ({ weight: weights[one], arbitrary: fc.constant(one) })));
  return fc.array(fc.tuple(name, fc.nat(19), fc.nat(11)), { maxLength: 60, size: 'max' });
};

const endsWell = (weights: Readonly<Record<CommandName, number>>, reducers: Reducers = realReducers) =>
  fc.property(historyOf(weights), fc.boolean(), (commands: readonly Command[], silentTail) => {
    const world = new World(reducers);
    for (const command of commands) run(world, command);
    world.settle(silentTail);
  });

function live({ tell }: Story, reducers: Reducers = realReducers): void {
  const world = new World(reducers);
  tell(world);
  world.settle(false);
}

describe('every device ends with exactly the record', () => {
  it('whatever the network, the nodes and the people do', patience, () => {
    fc.assert(endsWell(anything), { numRuns: runs, ...seed });
  });

  it('where pages meet changes, removals and cut logs', patience, () => {
    fc.assert(endsWell(pagesAndRemovals), { numRuns: runs, ...seed });
  });

  it.each(stories)('when $name', (story) => {
    expect(() => live(story)).not.toThrow();
  });
});

describe('a device that breaks one rule is found out', () => {
  const told = stories.flatMap((story) => story.catches.map((mutant) => ({ mutant, story })));

  it.each(told)('"$mutant", when $story.name', ({ mutant, story }) => {
    const reducers = mutants[mutant];
    expect(reducers).toBeDefined();
    expect(() => live(story, reducers)).toThrow(/^I\d+: /);
  });

  const untold = Object.entries(mutants).filter(([name]) => told.every(({ mutant }) => mutant !== name));

  it.each(untold)('"%s", by search', patience, (_, reducers) => {
    const search = { numRuns: 1000, seed: 1, endOnFailure: true };
    const isFound = [pagesAndRemovals, anything].some(
      (weights) => fc.check(endsWell(weights, reducers), search).failed,
    );
    expect(isFound).toBe(true);
  });
});
