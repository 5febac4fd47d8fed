import { expect, it } from 'vitest';
import { createInstruments } from './instruments.ts';

it('counts lengths as Prometheus adds them up: each bucket holds all that are shorter', async () => {
  const instruments = createInstruments();
  const family = instruments.histogram({ name: 'wait', help: 'h', labels: ['who'], bounds: [0.1, 1] });
  for (const seconds of [0.05, 0.1, 0.5, 7]) family.of('ada')(seconds);
  const lines = (await instruments.text()).split('\n').filter((line) => line.startsWith('wait'));
  expect(lines).toEqual([
    'wait_bucket{who="ada",le="0.1"} 2',
    'wait_bucket{who="ada",le="1"} 3',
    'wait_bucket{who="ada",le="+Inf"} 4',
    'wait_sum{who="ada"} 7.65',
    'wait_count{who="ada"} 4',
  ]);
});

it('counts by label, and shows a count that never rose', async () => {
  const instruments = createInstruments();
  instruments.counter({ name: 'never_total', help: 'h' });
  const hits = instruments.counter({ name: 'hits_total', help: 'h', labels: ['what', 'how'] });
  hits.of('a', 'x')();
  hits.of('a', 'x')(2);
  hits.of('a', 'y')(0);
  const text = await instruments.text();
  for (const line of ['never_total 0', 'hits_total{what="a",how="x"} 3', 'hits_total{what="a",how="y"} 0']) {
    expect(text).toContain(`\n${line}\n`);
  }
});
