import type { Lab } from '../../lab/lab.ts';
import type { Program } from '../../lab/program.ts';
import type { Line } from '../../measure/line.ts';
import type { Measure } from '../bench.ts';
import { fanOut, openListeners } from '../listeners.ts';
import { curveOf, inTurns } from './point.ts';

const counts = [1, 2, 4];
const people = 100;

/** Processor microseconds of all nodes for a delivery, a hundred people spread over more and more nodes that share a Redis. */
export async function byNodes(lab: Lab, { rounds, ms }: Measure): Promise<readonly Line[]> {
  const REDIS_URL = await lab.redis();
  const nodes: Program[] = [];
  while (nodes.length < Math.max(...counts)) nodes.push(await lab.anchor('fan-out', { REDIS_URL }));
  const seen = await inTurns(counts, rounds, async (count) => {
    const some = nodes.slice(0, count);
    const each = people / count;
    const listeners = await Promise.all(
      some.map(({ url }, node) => openListeners(url, each, (index) => ({ 'x-person': String(node * each + index) }))),
    );
    const { done, cost } = await fanOut(some, listeners, ms);
    for (const socket of listeners.flatMap(({ sockets }) => sockets)) socket.close();
    return { price: (cost.server * 1e6) / done, cost };
  });
  return curveOf({ name: 'nodes', unit: 'CPU µs a delivery' }, counts, seen);
}
