import type { Line } from '../measure/line.ts';
import { median } from '../measure/median.ts';
import type { Bench } from './bench.ts';

const atMostMs = 1_500;

/** From the start of the process until it is ready, with the schema in place. */
export const start: Bench = async (lab, { rounds }) => {
  await (await lab.service()).stop();
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const server = await lab.service();
    times.push(server.readyAfterMs);
    await server.stop();
  }
  const value = median(times);
  const line: Line = {
    bench: 'start',
    what: 'start to ready, to 1.5 s',
    value,
    unit: 'ms',
    ratio: value / atMostMs,
    bound: { atMost: 1 },
    cost: null,
  };
  return [line];
};
