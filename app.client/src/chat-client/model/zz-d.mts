import { group, World } from './world.ts';

const w = new World();
const t = () => w.device('ben').known.get(group)?.timeline;
console.log(JSON.stringify({ ...t(), rows: t()?.rows.map((r) => r.seq) }), w.bag.length, w.device('ben').wantsSync, [
  ...w.device('ben').wanted,
]);
for (const d of w.devices)
  console.log(
    d.name,
    [...d.known].map(([c, s]) => [c, s.timeline?.awaitsFresh, s.timeline?.ranges]),
  );
