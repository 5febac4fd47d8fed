import fc from 'fast-check';
import {
  anything,
  type Command,
  type CommandName,
  pagesAndRemovals,
  run,
} from '/work/main/app.client/src/chat-client/model/commands.ts';
import { World } from '/work/main/app.client/src/chat-client/model/world.ts';

const [mix = 'all', n = '2000', seed = '1', ms = '0'] = process.argv.slice(2);
const weights: any = mix === 'pages' ? pagesAndRemovals : anything;
const names = Object.keys(anything) as CommandName[];
const cmd = fc.tuple(
  fc.oneof(...names.map((name) => ({ weight: weights[name], arbitrary: fc.constant(name) }))),
  fc.nat(19),
  fc.nat(11),
);
const t0 = Date.now();
const r = fc.check(
  fc.property(fc.array(cmd, { maxLength: 60, size: 'max' }), fc.boolean(), (cs, s) => {
    const w = new World();
    for (const c of cs) run(w, c as Command);
    w.settle(s);
  }),
  { numRuns: +n, seed: +seed, ...(+ms ? { interruptAfterTimeLimit: +ms } : {}) },
);
console.log(r.failed, r.numRuns, 'runs', Date.now() - t0, 'ms');
if (r.failed) {
  console.log(JSON.stringify(r.counterexample));
  console.log((r.errorInstance as Error).message.slice(0, 1500));
  if (!(r.errorInstance as Error).name.startsWith('I')) console.log((r.errorInstance as Error).stack?.slice(0, 1500));
}
