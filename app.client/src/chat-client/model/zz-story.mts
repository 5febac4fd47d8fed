import { mutants } from './mutants.ts';
import { realReducers } from './reducers.ts';
import { stories } from './stories.ts';
import { World } from './world.ts';

const go = (s: any, red: any) => {
  try {
    const w = new World(red);
    s.tell(w);
    w.settle(false);
    return 'pass';
  } catch (e) {
    return (e as Error).name + ' ' + (e as Error).message.slice(0, 120);
  }
};
for (const s of stories) {
  console.log(s.name, '->', go(s, realReducers));
  for (const m of s.catches) console.log('    ', m, '->', go(s, mutants[m]));
}
