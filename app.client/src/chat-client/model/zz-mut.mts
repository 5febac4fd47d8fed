import fc from 'fast-check';
import { anything, type Command, type CommandName, pagesAndRemovals, run } from './commands.ts';
import { mutants } from './mutants.ts';
import { World } from './world.ts';

const names = Object.keys(anything) as CommandName[];
const cmd = (weights: any) =>
  fc.tuple(
    fc.oneof(...names.map((name) => ({ weight: weights[name], arbitrary: fc.constant(name) }))),
    fc.nat(19),
    fc.nat(11),
  );
const only = process.argv[2];
for (const [name, red] of Object.entries(mutants)) {
  if (only && !name.includes(only)) continue;
  const out = [name];
  for (const w of [anything, pagesAndRemovals]) {
    const r = fc.check(
      fc.property(fc.array(cmd(w), { maxLength: 60, size: 'max' }), fc.boolean(), (cs, s) => {
        const wd = new World(red);
        for (const c of cs) run(wd, c as Command);
        wd.settle(s);
      }),
      { numRuns: +(process.argv[3] || 2000), seed: 1, endOnFailure: !only },
    );
    out.push(
      r.failed ? `${r.numRuns} runs: ${(r.errorInstance as Error).message.slice(0, 90)}` : `SURVIVES ${r.numRuns}`,
    );
    if (only) console.log(JSON.stringify(r.counterexample));
  }
  console.log(out.join(' | '));
}
