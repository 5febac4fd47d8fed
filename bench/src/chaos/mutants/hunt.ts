import { type Invariant, invariants } from '../checker/violation.ts';
import { type Played, play } from '../run/play.ts';
import type { ChaosPostgres } from '../world/postgres.ts';
import { clientMutants } from './client-mutants.ts';
import type { Mutant } from './mutants-list.ts';
import { calm } from './weather.ts';

/** What a hunt came to. */
export interface Caught {
  readonly isCaught: boolean;
  /** Nothing spoke against it, but what names it did not cry out: on a slow machine it may not have come to it. */
  readonly isOpen: boolean;
  /** Which invariants cried out how often, and what was not as it should be. */
  readonly what: string;
}

interface HuntOptions {
  /** The mutants' composition root. */
  readonly program: string;
  /** A server with the schema: each hunt has a database of its own there. */
  readonly postgres: ChaosPostgres;
  readonly seed: number;
  readonly stop: AbortSignal;
}

const usualPatienceMs = 2_500;
const atWork = 'the mutant is at work';
// A hunt does not wait until all is still: what speaks of stillness may cry as well, and proves nothing by that.
const restless: readonly Invariant[] = ['I8', 'I9', 'I10', 'I15', 'I16'];

function cries({ verdict }: Played): ReadonlyMap<Invariant, number> {
  const names = Object.keys(invariants) as Invariant[];
  const count = (name: Invariant) => verdict.violations.filter(({ invariant }) => invariant === name).length;
  return new Map(names.flatMap((name) => (count(name) > 0 ? [[name, count(name)] as const] : [])));
}

const told = (found: ReadonlyMap<Invariant, number>): string =>
  [...found].map(([name, count]) => `${name} ${count}×`).join(', ');

/** Caught by what names it, and by nothing that nobody can explain. */
function noticed(played: Played, { by, also = [], server }: Mutant): Caught {
  const found = cries(played);
  const what = told(found);
  if (server !== undefined && !played.logs.some((log) => log.includes(atWork))) {
    return { isCaught: false, isOpen: true, what: 'it never came to do what it does' };
  }
  const expected = [...restless, ...also, by];
  const strange = [...found.keys()].filter((name) => !expected.includes(name));
  if (strange.length > 0) {
    const examples = strange.map((name) => played.verdict.violations.find(({ invariant }) => invariant === name)?.what);
    return {
      isCaught: false,
      isOpen: false,
      what: `${what}; nobody expected ${strange.join(', ')}: ${examples.join('; ')}`,
    };
  }
  if (by !== 'counter') return { isCaught: found.has(by), isOpen: !found.has(by), what };
  const counters = played.verdict.complaints.filter((complaint) => complaint.startsWith('no '));
  return {
    isCaught: counters.length > 0,
    isOpen: counters.length === 0,
    what: [...counters, what].filter(Boolean).join('; '),
  };
}

/** Hunts it, and once more for twice as long where it did not show itself. */
export async function hunt(mutant: Mutant, options: HuntOptions): Promise<Caught> {
  const first = await run(mutant, options);
  if (!first.isOpen) return first;
  const { scenario, seconds = scenario.seconds } = mutant;
  const second = await run({ ...mutant, seconds: seconds * 2 }, { ...options, seed: options.seed + 1 });
  return { ...second, what: `at the second hunt: ${second.what}` };
}

/** Runs what kills it, with one part swapped. */
async function run(mutant: Mutant, { program, postgres, seed, stop }: HuntOptions): Promise<Caught> {
  const { scenario, server, client, seconds, patienceMs = usualPatienceMs } = mutant;
  const createClient = client === undefined ? undefined : clientMutants[client];
  const played = await play(scenario, {
    seed,
    seconds,
    patience: { withinMs: patienceMs, beyondMs: 0 },
    world: {
      postgres: await postgres.another(),
      ...(server === undefined ? {} : { program: () => [program, server] }),
      ...(createClient === undefined ? {} : { createClient }),
    },
    say: () => undefined,
    stop,
  });
  return noticed(played, mutant);
}

/** The same conditions without a mutant: what cries out here is the hunt's own fault. */
export async function control({ program, postgres, seed, stop }: HuntOptions): Promise<Caught> {
  const played = await play(calm, {
    seed,
    world: { postgres: await postgres.another(), program: () => [program, 'real'] },
    say: () => undefined,
    stop,
  });
  const found = cries(played);
  return { isCaught: found.size > 0, isOpen: false, what: told(found) || 'nothing' };
}
